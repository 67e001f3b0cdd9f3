package dev.afterwise.cli;

import java.io.File;

/**
 * The file from which a Java virtual machine takes classes that are loaded and linked already. The launcher names it in the
 * system property {@code afterwise.aot}, and has it made in the background where there is none.
 */
final class AotCache {
    private AotCache() {}

    /**
     * Deletes the file if this machine would not have it: it is damaged, or of another Java. The launcher makes a new one
     * some time later.
     */
    static void dropIfRefused() {
        String file = System.getProperty("afterwise.aot", "");
        if (!file.isEmpty() && !System.getProperty("java.vm.info", "").contains("sharing")) {
            boolean isGone = new File(file).delete();
            assert isGone || !new File(file).exists() : "nobody else may keep it";
        }
    }
}
