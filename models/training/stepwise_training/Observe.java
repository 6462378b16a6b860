import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compiles and runs correct Java methods and broken ones on inputs; observe.py's run_java.py talks to it.
 *
 * <p>{@code java Observe.java}. Standard input: batches of functions, each a count and then, a function, its number,
 * method's name, inputs' class and correct class; answered with {@code ok NUMBER} for those that ran and {@code done}.
 * Then the broken ones: a count, and for each its function's number, own number and class; answered with {@code NUMBER
 * OWN FAILURE} and {@code done}. {@code stuck NUMBER OWN} is the last line of a process that had to end itself.
 */
public final class Observe {

    private static final int INPUTS = 30, FEWEST_RESULTS = 3;
    private static final long MOST_NANOS = 2_000_000_000L;

    record Outcome(String error, List<String> shown, List<String> compared) {}

    record Function(String method, Method inputs, Runnable ticks, Outcome[] expected) {}

    private final InMemory compiler = new InMemory();
    private final DataInputStream in = new DataInputStream(new BufferedInputStream(System.in, 1 << 16));
    private final PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    private final Map<Integer, Function> functions = new LinkedHashMap<>();
    private InMemory.Classes known;
    private volatile long callStarted;
    private volatile int running, runningBroken;

    public static void main(String[] arguments) {
        Observe observe = new Observe();
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        System.setErr(System.out);
        Thread functions = new Thread(null, observe::answer, "functions", 1 << 20);
        functions.start();
        Thread watch = new Thread(() -> observe.watch(functions.threadId()));
        watch.setDaemon(true);
        watch.start();
    }

    /** Ends the process when a call takes too long: of processor time, as the machine may be busy. */
    private void watch(long thread) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long seen = 0, used = 0;
        while (true) {
            long started = callStarted;
            if (started != seen) {
                seen = started;
                used = threads.getThreadCpuTime(thread);
            } else if (started != 0
                    && (threads.getThreadCpuTime(thread) - used > MOST_NANOS
                            || System.nanoTime() - started > 10 * MOST_NANOS)) {
                out.println("stuck " + running + " " + runningBroken);
                out.flush();
                Runtime.getRuntime().halt(1);
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException ended) {
                return;
            }
        }
    }

    private void answer() {
        try {
            while (true) {
                readFunctions(in.readInt());
                readBroken(in.readInt());
            }
        } catch (IOException ended) {
            Runtime.getRuntime().halt(0);
        }
    }

    private String text() throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    private void readFunctions(int count) throws IOException {
        Map<String, String> sources = new LinkedHashMap<>();
        Map<Integer, String> methods = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            int number = in.readInt();
            methods.put(number, text());
            sources.put("In" + number, text());
            sources.put("F" + number, text());
        }
        functions.clear();
        known = new InMemory.Classes(Observe.class.getClassLoader(), compiler.compiled(sources));
        for (Map.Entry<Integer, String> entry : methods.entrySet()) {
            running = entry.getKey();
            runningBroken = -1;
            Function function = function(running, entry.getValue());
            if (function != null) {
                functions.put(running, function);
                out.println("ok " + running);
            }
        }
        out.println("done");
        out.flush();
    }

    private Function function(int number, String name) {
        try {
            Runnable ticks = (Runnable) known.loadClass("Ticks").getConstructor().newInstance();
            Method inputs = known.loadClass("In" + number).getMethod("in", int.class);
            Class<?> type = known.loadClass("F" + number);
            Function function = new Function(name, inputs, ticks, new Outcome[INPUTS]);
            int held = 0;
            for (int i = 0; i < INPUTS; i++) {
                Outcome one = call(function, type, i);
                if (one.error.isEmpty() && one.equals(call(function, type, i))) {
                    function.expected[i] = one;
                    held++;
                }
            }
            return held >= FEWEST_RESULTS ? function : null;
        } catch (ReflectiveOperationException | LinkageError missing) {
            return null;
        }
    }

    private void readBroken(int count) throws IOException {
        Map<String, String> sources = new LinkedHashMap<>();
        Map<String, int[]> numbers = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            int[] pair = {in.readInt(), in.readInt()};
            String name = "F" + pair[0] + "_" + pair[1];
            numbers.put(name, pair);
            sources.put(name, text());
        }
        InMemory.Classes classes = new InMemory.Classes(known, compiler.compiled(sources));
        for (Map.Entry<String, int[]> entry : numbers.entrySet()) {
            running = entry.getValue()[0];
            runningBroken = entry.getValue()[1];
            String failure = broken(functions.get(running), classes, entry.getKey());
            if (failure != null) {
                out.println(running + " " + runningBroken + " " + failure);
            }
        }
        out.println("done");
        out.flush();
    }

    private String broken(Function function, InMemory.Classes classes, String name) {
        Class<?> type;
        try {
            type = classes.loadClass(name);
        } catch (ClassNotFoundException | LinkageError uncompilable) {
            return null;
        }
        for (int i = 0; i < INPUTS; i++) {
            Outcome right = function.expected[i];
            if (right == null) {
                continue;
            }
            Outcome wrong = call(function, type, i);
            if (!wrong.error.isEmpty()) {
                return wrong.error.equals("opaque") ? null : wrong.error;
            }
            for (int at = 0; at < Math.min(right.compared.size(), wrong.compared.size()); at++) {
                String expected = NormalForm.cut(right.shown.get(at)), was = NormalForm.cut(wrong.shown.get(at));
                if (!right.compared.get(at).equals(wrong.compared.get(at)) && !expected.equals(was)) {
                    return "expected " + expected + " but was " + was;
                }
            }
        }
        return null;
    }

    private Outcome call(Function function, Class<?> type, int input) {
        try {
            Method method = null;
            for (Method declared : type.getDeclaredMethods()) {
                if (declared.getName().equals(function.method) && !declared.isSynthetic()) {
                    method = declared;
                }
            }
            if (method == null) {
                return failed("opaque");
            }
            Object target = null;
            if (!Modifier.isStatic(method.getModifiers())) {
                Constructor<?> constructor = type.getDeclaredConstructor();
                constructor.setAccessible(true);
                target = constructor.newInstance();
            }
            method.setAccessible(true);
            Object[] arguments = (Object[]) function.inputs.invoke(null, input);
            function.ticks.run();
            callStarted = System.nanoTime();
            Object result = method.invoke(target, arguments);
            List<Object> values = new ArrayList<>();
            values.add(result);
            if (result == null) {
                values.addAll(java.util.Arrays.asList(arguments));
            }
            List<String> shown = new ArrayList<>(), compared = new ArrayList<>();
            for (Object value : values) {
                shown.add(NormalForm.text(value, false, 0));
                compared.add(NormalForm.text(value, true, 0));
            }
            return new Outcome("", shown, compared);
        } catch (InvocationTargetException thrown) {
            return failed(NormalForm.error(thrown.getCause()));
        } catch (OutOfMemoryError | StackOverflowError full) {
            return failed(NormalForm.error(full));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError unknown) {
            return failed("opaque");
        } finally {
            callStarted = 0;
        }
    }

    private static Outcome failed(String error) {
        return new Outcome(error, List.of(), List.of());
    }
}
