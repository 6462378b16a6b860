import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles many small classes at once, without files. */
final class InMemory {

    private static final String TICKS = """
            public class Ticks implements Runnable {
                static int left;
                public void run() { left = 200_000; }
                public static void t() { if (--left < 0) throw new InternalError("no end"); }
            }""";

    private static final String GIVEN = """
            import java.util.*;
            @SuppressWarnings({"unchecked", "rawtypes"})
            public class Given {
                public static Object all(Collection to, Object... all) { Collections.addAll(to, all); return to; }
                public static Object map(Map to, Object... all) {
                    for (int i = 0; i < all.length; i += 2) to.put(all[i], all[i + 1]);
                    return to;
                }
            }""";

    // The -XD options: all errors of all classes in one go, those of reachability and assignment too.
    private static final List<String> OPTIONS = List.of(
            "-Xmaxerrs", "1000000", "-XDshould-stop.ifError=FLOW", "-XDcompilePolicy=simple",
            "-nowarn", "-proc:none", "-g:none");

    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    private final StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);

    /** The class files of those sources that compile; the others are left out. */
    Map<String, byte[]> compiled(Map<String, String> sources) {
        Map<String, String> left = new LinkedHashMap<>(sources);
        left.put("Ticks", TICKS);
        left.put("Given", GIVEN);
        while (true) {
            Map<String, ByteArrayOutputStream> written = new HashMap<>();
            DiagnosticCollector<JavaFileObject> told = new DiagnosticCollector<>();
            List<Source> units = new ArrayList<>();
            left.forEach((name, text) -> units.add(new Source(name, text)));
            if (compiler.getTask(null, new Written(files, written), told, OPTIONS, null, units).call()) {
                Map<String, byte[]> classes = new HashMap<>();
                written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
                return classes;
            }
            int before = left.size();
            for (Diagnostic<? extends JavaFileObject> one : told.getDiagnostics()) {
                if (one.getKind() == Diagnostic.Kind.ERROR && one.getSource() instanceof Source source) {
                    left.remove(source.name);
                }
            }
            if (left.size() == before) {
                return Map.of();
            }
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        final String name, text;

        Source(String name, String text) {
            super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
            this.name = name;
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignored) {
            return text;
        }
    }

    /** Takes class files into memory. */
    private static final class Written extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> written;

        Written(JavaFileManager files, Map<String, ByteArrayOutputStream> written) {
            super(files);
            this.written = written;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(Location where, String name, JavaFileObject.Kind kind, FileObject of) {
            return new SimpleJavaFileObject(URI.create("memory:///" + name + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return written.computeIfAbsent(name, n -> new ByteArrayOutputStream());
                }
            };
        }
    }

    static final class Classes extends ClassLoader {
        private final Map<String, byte[]> files;

        Classes(ClassLoader parent, Map<String, byte[]> files) {
            super(parent);
            this.files = files;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] file = files.get(name);
            if (file == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, file, 0, file.length);
        }
    }
}
