package dev.afterwise.cli;

import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.shell.Shell;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The process: what the operating system starts, and what it may interrupt. */
public final class Main {
    /** How long an interrupted command may take to write down what it has done. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private Main() {}

    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        AotCache.dropIfRefused();
        var out = new Outlet(new FileOutputStream(FileDescriptor.out));
        var err = new Outlet(new FileOutputStream(FileDescriptor.err));
        Shell shell = Shell.ofProcess(new FileInputStream(FileDescriptor.in), out.stream(), err.stream());
        System.exit(run(shell, out, arguments));
    }

    /**
     * Does what the arguments say. Until then, whoever tells the process to end has to wait a little.
     *
     * @param out where the shell's output ends
     * @return the exit code
     */
    static int run(Shell shell, Outlet out, String... arguments) {
        var done = new CountDownLatch(1);
        Thread worker = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupt(worker, done), "afterwise-interrupt"));
        int code = new Invocation(shell).run(arguments);
        shell.out().flush();
        if (out.hasFailed()) {
            shell.err().println("What was to be said could not be written: " + out.failure());
        }
        shell.err().flush();
        done.countDown();
        return code == 0 && out.hasFailed() ? Exit.FAILED.code() : code;
    }

    /** When the process is told to end before its work is done: lets the worker end it in order. */
    private static void interrupt(Thread worker, CountDownLatch done) {
        if (done.getCount() > 0) {
            worker.interrupt();
            try {
                done.await(GRACE.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
