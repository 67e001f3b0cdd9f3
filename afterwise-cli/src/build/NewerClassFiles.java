import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * Brings class files of Java 5 and older in a jar to the form of Java 8. What they do remains the same; only the stack map
 * frames are added by which newer virtual machines verify code. An AOT cache takes no classes without, and picocli's are.
 */
final class NewerClassFiles {
    private static final int FORM = Opcodes.V1_8;
    private static final int OLDEST_FIT = Opcodes.V1_6;

    private NewerClassFiles() {}

    public static void main(String[] arguments) throws IOException {
        Path jar = Path.of(arguments[0]);
        try (FileSystem files = FileSystems.newFileSystem(jar);
                var classes = new URLClassLoader(
                        new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            for (Path file : classFiles(files.getPath("/"))) {
                var found = new ClassReader(Files.readAllBytes(file));
                if (majorVersion(found) < OLDEST_FIT) {
                    FileTime time = Files.getLastModifiedTime(file);
                    Files.write(file, rewritten(found, classes));
                    Files.setLastModifiedTime(file, time);
                }
            }
        }
    }

    private static List<Path> classFiles(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(each -> each.toString().endsWith(".class")).toList();
        }
    }

    private static int majorVersion(ClassReader found) {
        return found.readUnsignedShort(6);
    }

    private static byte[] rewritten(ClassReader found, ClassLoader classes) {
        var writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
            @Override
            protected ClassLoader getClassLoader() {
                return classes;
            }
        };
        found.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public void visit(
                            int version, int access, String name, String signature, String parent, String[] interfaces) {
                        super.visit(FORM, access, name, signature, parent, interfaces);
                    }
                },
                ClassReader.SKIP_FRAMES);
        return writer.toByteArray();
    }
}
