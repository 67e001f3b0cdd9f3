package dev.afterwise.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.afterwise.time.Timekeeper;
import java.lang.management.ManagementFactory;

/** Measures what work takes, by the operating system's own accounts rather than by the clock on the wall. */
enum Meter {
    /** The calling thread, and no other. */
    THREAD {
        @Override
        long cpuNanos() {
            return THREADS.getCurrentThreadCpuTime();
        }

        @Override
        long bytes() {
            return THREADS.getCurrentThreadAllocatedBytes();
        }
    },
    /** The whole process: threads in the background, the garbage collector and the compiler, too. */
    PROCESS {
        @Override
        long cpuNanos() {
            return SYSTEM.getProcessCpuTime();
        }

        @Override
        long bytes() {
            return THREADS.getTotalThreadAllocatedBytes();
        }
    };

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final Timekeeper TIME = Timekeeper.system();

    /** Some work. */
    interface Work {
        void run() throws Exception;
    }

    abstract long cpuNanos();

    abstract long bytes();

    Spent of(Work work) throws Exception {
        long bytes = bytes();
        long cpu = cpuNanos();
        long wall = TIME.nanos();
        work.run();
        return new Spent((double) (cpuNanos() - cpu), (double) (TIME.nanos() - wall), (double) (bytes() - bytes));
    }
}
