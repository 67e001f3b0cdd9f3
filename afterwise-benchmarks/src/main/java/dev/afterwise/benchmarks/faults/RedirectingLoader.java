package dev.afterwise.benchmarks.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Loads the peers' released classes as they are, but for one thing: where they ask the machine for the time, for chance or for
 * sleep, by a call or a method reference, they ask {@link Redirected}.
 */
public final class RedirectingLoader extends ClassLoader {
    private static final List<String> OWN =
            List.of("io.github.resilience4j.", "dev.failsafe.", "dev.afterwise.benchmarks.peers.");
    private static final ClassDesc REDIRECTED = ClassDesc.of(Redirected.class.getName());

    private static final Map<String, String> CALLS = Map.of(
            "java.lang.System.nanoTime()", "nanoTime",
            "java.lang.System.currentTimeMillis()", "currentTimeMillis",
            "java.lang.Math.random()", "random",
            "java.lang.Thread.sleep(long)", "sleep",
            "java.time.Instant.now()", "instant",
            "java.time.ZonedDateTime.now()", "zoned",
            "java.time.Clock.systemUTC()", "clock",
            "java.time.Clock.systemDefaultZone()", "clock");

    private int redirections;

    RedirectingLoader() {
        super("redirecting", RedirectingLoader.class.getClassLoader());
    }

    /** How many calls and method references were redirected in the classes loaded so far. */
    int redirections() {
        return redirections;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (OWN.stream().noneMatch(name::startsWith)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        try (@Nullable InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] redirected = redirected(in.readAllBytes());
            return defineClass(name, redirected, 0, redirected.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] redirected(byte[] original) {
        ClassFile file = ClassFile.of();
        return file.transformClass(file.parse(original), ClassTransform.transformingMethodBodies(this::redirect));
    }

    private void redirect(CodeBuilder code, CodeElement element) {
        switch (element) {
            case InvokeInstruction call
            when target(call) != null -> {
                redirections++;
                code.invokestatic(REDIRECTED, Objects.requireNonNull(target(call)), call.typeSymbol());
            }
            case InvokeDynamicInstruction call
            when call.bootstrapArgs().stream().anyMatch(RedirectingLoader::isRedirected) -> {
                redirections++;
                code.invokedynamic(DynamicCallSiteDesc.of(
                        call.bootstrapMethod(),
                        call.name().stringValue(),
                        call.typeSymbol(),
                        call.bootstrapArgs().stream()
                                .map(RedirectingLoader::redirected)
                                .toArray(ConstantDesc[]::new)));
            }
            default -> code.with(element);
        }
    }

    private static @Nullable String target(InvokeInstruction call) {
        String parameters = String.join(
                ",",
                call.typeSymbol().parameterList().stream()
                        .map(ClassDesc::displayName)
                        .toList());
        return CALLS.get("%s.%s(%s)"
                .formatted(named(call.owner().asSymbol()), call.name().stringValue(), parameters));
    }

    private static @Nullable String target(ConstantDesc argument) {
        if (!(argument instanceof DirectMethodHandleDesc handle)) {
            return null;
        }
        String parameters = String.join(
                ",",
                handle.invocationType().parameterList().stream()
                        .map(ClassDesc::displayName)
                        .toList());
        return CALLS.get("%s.%s(%s)".formatted(named(handle.owner()), handle.methodName(), parameters));
    }

    private static boolean isRedirected(ConstantDesc argument) {
        return target(argument) != null;
    }

    private static ConstantDesc redirected(ConstantDesc argument) {
        String to = target(argument);
        return to != null && argument instanceof DirectMethodHandleDesc handle
                ? MethodHandleDesc.ofMethod(DirectMethodHandleDesc.Kind.STATIC, REDIRECTED, to, handle.invocationType())
                : argument;
    }

    private static String named(ClassDesc owner) {
        return owner.packageName() + "." + owner.displayName();
    }
}
