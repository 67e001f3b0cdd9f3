package dev.afterwise.sql;

import dev.afterwise.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** The file of a store, looked at without SQLite, which would write before it asks. */
record SqliteFile(Path path) {
    /** Marks our files among all that SQLite keeps; "AFTW". */
    static final int APPLICATION_ID = 0x41465457;

    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER_BYTES = 100;
    private static final Set<String> NETWORK_FILE_SYSTEMS =
            Set.of("nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "afs", "fuse.sshfs");

    /** Whether there is nothing yet: no file, or an empty one. */
    boolean isNew() {
        try {
            return Files.size(path) == 0;
        } catch (NoSuchFileException e) {
            return true;
        } catch (IOException e) {
            throw new StoreException("The store (%s) must be a file that can be read, but: %s".formatted(path, e), e);
        }
    }

    /** Whether there are writes that are not in the file itself yet. */
    boolean hasLog() {
        return hasBytes("-wal");
    }

    private boolean hasBytes(String suffix) {
        try {
            return Files.size(beside(suffix)) > 0;
        } catch (IOException none) {
            return false;
        }
    }

    /** The file of SQLite's own whose name is this one's and the suffix. */
    Path beside(String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }

    /** Makes an empty file that only its owner may read. @return false if there is one already */
    boolean create() {
        Path folder = path.toAbsolutePath().getParent();
        try {
            if (folder != null) {
                Files.createDirectories(folder, onlyOwner(folder, "rwx------"));
                refuseNetwork(folder);
            }
            whyReadOnly().ifPresent(why -> {
                throw new StoreException("""
                        The store (%s) must be made first, but %s.
                        Maybe choose another place.""".formatted(path, why));
            });
            Files.createFile(path, onlyOwner(path, "rw-------"));
            return true;
        } catch (FileAlreadyExistsException e) {
            if (Files.isRegularFile(path)) {
                return false;
            }
            throw new StoreException("""
                    The store (%s) must be in a folder, but (%s) is a file.
                    Maybe choose another place.""".formatted(path, e.getFile()), e);
        } catch (IOException e) {
            throw new StoreException("""
                    The store (%s) must be made first, but that failed: %s.
                    Maybe choose another place.""".formatted(path, e), e);
        }
    }

    private static FileAttribute<?>[] onlyOwner(Path where, String permissions) {
        return where.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private void refuseNetwork(Path folder) throws IOException {
        String type = Files.getFileStore(folder).type();
        if (NETWORK_FILE_SYSTEMS.contains(type)) {
            throw new StoreException("""
                    The store (%s) must be on a disk of this machine, but it is on a network file system (%s).
                    Maybe choose another place.""".formatted(path, type));
        }
    }

    /** Takes back {@link #create}, unless a store was made of the file. */
    void removeIfEmpty() {
        try {
            if (Files.size(path) == 0) {
                Files.delete(path);
            }
        } catch (IOException alreadyGone) {
            // There is nothing to take back.
        }
    }

    /** Why nothing can be written there, if so. Permission bits count even for a superuser, whom they don't stop. */
    Optional<String> whyReadOnly() {
        Path folder = path.toAbsolutePath().getParent();
        if (Files.exists(path) && !isWritable(path)) {
            return Optional.of("its file is read-only");
        }
        return folder == null || isWritable(folder)
                ? Optional.empty()
                : Optional.of("its folder (%s) is read-only".formatted(folder));
    }

    private static boolean isWritable(Path path) {
        try {
            return Files.isWritable(path)
                    && (onlyOwner(path, "rwx------").length == 0
                            || Files.getPosixFilePermissions(path).contains(PosixFilePermission.OWNER_WRITE));
        } catch (IOException e) {
            return false;
        }
    }

    /** @throws StoreException unless the file is a store of ours, and is as long as it says */
    void demandStore() {
        if (!Files.isRegularFile(path)) {
            throw new StoreException("The store (%s) must be a file, but it is a folder or a device.".formatted(path));
        }
        try (FileChannel file = FileChannel.open(path)) {
            var header = ByteBuffer.allocate(HEADER_BYTES);
            while (header.hasRemaining() && file.read(header) >= 0) {}
            header.flip();
            demandStore(header, file.size());
        } catch (IOException e) {
            throw new StoreException("The store (%s) must be readable, but: %s".formatted(path, e), e);
        }
    }

    private void demandStore(ByteBuffer header, long bytes) {
        int compared = Math.min(header.limit(), MAGIC.length);
        if (!header.slice(0, compared).equals(ByteBuffer.wrap(MAGIC, 0, compared))) {
            throw new StoreException("""
                    The store (%s) must be a file that Afterwise made, but it is something else.
                    Maybe choose another place; this file was left as it is.""".formatted(path));
        }
        if (header.limit() < HEADER_BYTES) {
            throw truncated("more than %d bytes".formatted(HEADER_BYTES), bytes);
        }
        if (header.getInt(68) != APPLICATION_ID) {
            throw foreign();
        }
        boolean sizeIsKnown = header.getInt(24) == header.getInt(92) && !hasLog() && !hasBytes("-journal");
        long expected = pageSize(header) * Integer.toUnsignedLong(header.getInt(28));
        if (sizeIsKnown && bytes < expected) {
            throw truncated("%,d bytes".formatted(expected), bytes);
        }
    }

    /** The page size is kept in 16 bits, of which 1 stands for 65,536. */
    private static long pageSize(ByteBuffer header) {
        int stored = Short.toUnsignedInt(header.getShort(16));
        return stored == 1 ? 65_536 : stored;
    }

    StoreException foreign() {
        return new StoreException("""
                The store (%s) must be a database that Afterwise made, but another program made it.
                Maybe choose another place; this file was left as it is.""".formatted(path));
    }

    private StoreException truncated(String expected, long bytes) {
        return new StoreException("""
                The store (%s) must be whole, but it was cut short: it should have %s, and has %,d.
                Maybe restore it from a copy; this file was left as it is.""".formatted(path, expected, bytes));
    }
}
