package dev.afterwise.benchmarks;

/** The least that a JVM can be started for. */
final class Hello {
    private Hello() {}

    public static void main(String[] arguments) {
        System.out.println("hello");
    }
}
