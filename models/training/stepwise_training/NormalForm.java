import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EmptyStackException;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/** How values and exceptions are told; run_python.py tells those of Python in the same words. */
final class NormalForm {

    private static final int WIDEST = 60, DEEPEST = 40;

    private NormalForm() {}

    static String cut(String shown) {
        return shown.length() <= WIDEST ? shown : shown.substring(0, WIDEST - 3) + "...";
    }

    static String error(Throwable error) {
        return switch (error) {
            case InternalError tooLong -> "no end";
            case StackOverflowError full -> "stack overflow";
            case OutOfMemoryError full -> "out of memory";
            case IndexOutOfBoundsException outside -> "index out of bounds";
            case NullPointerException nothing -> "null used";
            case NoSuchElementException empty -> "nothing left";
            case EmptyStackException empty -> "nothing left";
            case ClassCastException type -> "wrong type";
            case ArithmeticException e when ("" + e.getMessage()).toLowerCase().contains("zero") -> "division by zero";
            default -> error.getClass().getSimpleName();
        };
    }

    /** The normal form; a loose one does not tell apart what a test would take as equal. */
    static String text(Object value, boolean loose, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("too deep");
        }
        List<String> parts = new ArrayList<>();
        switch (value) {
            case null -> {
                return "null";
            }
            case Double number when loose && Double.isFinite(number) -> {
                return String.format("%.9g", number);
            }
            case Float number when loose && Float.isFinite(number) -> {
                return String.format("%.5g", number);
            }
            case Number number when number.getClass().getPackageName().startsWith("java.") -> {
                return number.toString();
            }
            case Boolean truth -> {
                return truth.toString();
            }
            case Character letter -> {
                return quoted(letter.toString());
            }
            case CharSequence letters -> {
                return quoted(letters.toString());
            }
            case Optional<?> maybe -> {
                return text(maybe.orElse(null), loose, depth + 1);
            }
            case Map<?, ?> map -> {
                map.forEach((k, v) -> parts.add(text(k, loose, depth + 1) + ": " + text(v, loose, depth + 1)));
                if (loose) {
                    parts.sort(null);
                }
                return "{" + String.join(", ", parts) + "}";
            }
            case Collection<?> all -> {
                all.forEach(part -> parts.add(text(part, loose, depth + 1)));
                if (loose && value instanceof Set) {
                    parts.sort(null);
                }
            }
            default -> {
                if (!value.getClass().isArray()) {
                    throw new IllegalArgumentException("no normal form");
                }
                for (int i = 0; i < Array.getLength(value); i++) {
                    parts.add(text(Array.get(value, i), loose, depth + 1));
                }
            }
        }
        return "[" + String.join(", ", parts) + "]";
    }

    private static String quoted(String letters) {
        String escaped = letters.replace("\\", "\\\\").replace("\"", "\\\"");
        return '"' + escaped.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t") + '"';
    }
}
