package dev.afterwise.sql;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * SQLite's native library as a file that outlives the process, in the folder that the system property {@code
 * afterwise.cache} names. Without that, or where the file can't be had or trusted, sqlite-jdbc unpacks the library from its
 * jar at each start, which takes longer than a short command does.
 *
 * <p>What is loaded is what is in the jar, as far as length and CRC tell, and only this user can have written it. Any number
 * of processes may make it at once.
 */
final class NativeLibrary {
    static final String CACHE = "afterwise.cache";
    private static final String PATH = "org.sqlite.lib.path";
    private static final String TEMPORARY = "org.sqlite.tmpdir";
    private static final String NAME = "org.sqlite.lib.name";
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final String NOTE = "resource";
    private static final int MOST_KEPT = 3;
    private static final long A_DAY_IN_MILLIS = 86_400_000;

    private final Path folder;

    private NativeLibrary(Path folder) {
        this.folder = folder;
    }

    /** Has sqlite-jdbc take the file, if there is one, or one can be made. To be called before SQLite is used first. */
    static void offer() {
        String cache = System.getProperty(CACHE, "");
        if (!cache.isEmpty() && System.getProperty(PATH) == null) {
            in(Path.of(cache)).filter(NativeLibrary::isLoadable).ifPresent(file -> {
                System.setProperty(PATH, String.valueOf(file.getParent()));
                System.setProperty(NAME, String.valueOf(file.getFileName()));
                // Where it looks for libraries to clean up: not in a folder that may have very many files.
                System.setProperty(TEMPORARY, System.getProperty(TEMPORARY, String.valueOf(file.getParent())));
            });
        }
    }

    /** The file in that cache, made first if need be; empty if it can't be made or trusted. */
    static Optional<Path> in(Path cache) {
        String machine = System.getProperty("os.name") + "-" + System.getProperty("os.arch");
        Path folder = cache.toAbsolutePath().resolve("sqlite-" + machine.replaceAll("[^A-Za-z0-9_-]", "_"));
        try {
            return new NativeLibrary(folder).file();
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    private Optional<Path> file() throws IOException {
        if (Files.exists(folder) && !isOurs(folder)) {
            return Optional.empty();
        }
        String resource = resource();
        URL packed = SQLiteJDBCLoader.class.getResource(resource);
        if (packed == null || !(packed.openConnection() instanceof JarURLConnection connection)) {
            return Optional.empty();
        }
        ZipEntry entry = connection.getJarEntry();
        Path file = folder.resolve("%08x.so".formatted(entry.getCrc()));
        if (!isCopy(file, entry)) {
            try (InputStream bytes = packed.openStream()) {
                write(file, bytes.readAllBytes());
            }
            removeOldest();
        }
        return isOurs(folder) && isCopy(file, entry) ? Optional.of(file) : Optional.empty();
    }

    /** Where in the jar the library for this machine is. Noted, because sqlite-jdbc starts a process to find it out. */
    private String resource() throws IOException {
        Path note = folder.resolve(NOTE);
        if (Files.isRegularFile(note, LinkOption.NOFOLLOW_LINKS)) {
            return Files.readString(note);
        }
        String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + LibraryLoaderUtil.getNativeLibName();
        write(note, resource.getBytes(StandardCharsets.UTF_8));
        return resource;
    }

    /** Whether this user owns it, and nobody else may put anything into it. */
    private static boolean isOurs(Path folder) throws IOException {
        var found = Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return found.isDirectory()
                && found.owner().getName().equals(System.getProperty("user.name"))
                && !found.permissions().contains(PosixFilePermission.GROUP_WRITE)
                && !found.permissions().contains(PosixFilePermission.OTHERS_WRITE);
    }

    private static boolean isCopy(Path file, ZipEntry entry) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) != entry.getSize()) {
            return false;
        }
        var crc = new CRC32();
        crc.update(Files.readAllBytes(file));
        return crc.getValue() == entry.getCrc();
    }

    /** Under its name a file is there whole, or not at all. */
    private void write(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(folder, OWNER_ONLY);
        Path unfinished = Files.createTempFile(folder, "unfinished", ".part");
        try {
            Files.write(unfinished, bytes);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Libraries of other versions, and what a killed process left. Whoever has one open keeps it. */
    private void removeOldest() throws IOException {
        List<File> newestFirst;
        try (Stream<Path> all = Files.list(folder)) {
            newestFirst = all.map(Path::toFile)
                    .filter(each -> !each.getName().equals(NOTE))
                    .sorted(Comparator.comparingLong(File::lastModified).reversed())
                    .toList();
        }
        long recent = newestFirst.isEmpty() ? 0 : newestFirst.getFirst().lastModified() - A_DAY_IN_MILLIS;
        List<File> libraries = newestFirst.stream()
                .filter(each -> each.getName().endsWith(".so"))
                .toList();
        for (File each : newestFirst) {
            boolean isNeeded =
                    each.getName().endsWith(".so") ? libraries.indexOf(each) < MOST_KEPT : each.lastModified() > recent;
            if (!isNeeded) {
                Files.deleteIfExists(each.toPath());
            }
        }
    }

    /** Tried here, because sqlite-jdbc complains aloud when it fails, as it does where no file may be executed. */
    private static boolean isLoadable(Path file) {
        try {
            System.load(file.toString());
            return true;
        } catch (UnsatisfiedLinkError e) {
            return false;
        }
    }
}
