package dev.stepwise.verify.runner.value;

import java.io.Serial;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Copies the objects of one call. Runs no code of theirs. What cannot be copied whole is not copied
 * at all: streams, locks, sources of random numbers, functions, objects of libraries, whatever is
 * very large.
 */
public final class Copier {
  static final String FIXED_LIST = "fixed list";
  static final String FIXED_SET = "fixed set";
  static final String FIXED_MAP = "fixed map";
  static final String AS_LIST = "java.util.Arrays$ArrayList";

  /** Larger ones take longer to copy than they tell. */
  private static final int MOST_VALUES = 400;

  /** Of nesting: a chain of linked nodes may be as long, a cycle of collections ends here. */
  private static final int DEEPEST = 200;

  private static final Set<Class<?>> IMMUTABLE =
      Set.of(
          Integer.class,
          Long.class,
          Short.class,
          Byte.class,
          Character.class,
          Boolean.class,
          Double.class,
          Float.class,
          String.class,
          BigInteger.class,
          BigDecimal.class,
          UUID.class,
          Locale.class,
          Pattern.class);

  private final ClassLoader workspace;
  private final IdentityHashMap<Object, Integer> things = new IdentityHashMap<>();
  private int count;

  /**
   * @param workspace objects of whose classes are copied field by field
   */
  public Copier(ClassLoader workspace) {
    this.workspace = workspace;
  }

  private static final class Uncopyable extends Exception {
    @Serial private static final long serialVersionUID = 1;

    Uncopyable() {
      super("cannot be copied", null, false, false);
    }
  }

  /** Copies of these objects, which may share things; empty if one of them cannot be copied. */
  public Optional<List<Value>> copy(@Nullable Object... objects) {
    try {
      List<Value> copies = new ArrayList<>();
      for (Object object : objects) {
        copies.add(read(object, 0));
      }
      return Optional.of(copies);
    } catch (Uncopyable | ReflectiveOperationException | InaccessibleObjectException e) {
      return Optional.empty();
    } catch (RuntimeException e) {
      // Another thread changes a collection meanwhile.
      return Optional.empty();
    }
  }

  private Value read(@Nullable Object object, int depth)
      throws Uncopyable, ReflectiveOperationException {
    if (++count > MOST_VALUES || depth > DEEPEST) {
      throw new Uncopyable();
    }
    return switch (object) {
      case null -> new Value.Plain(null);
      case Enum<?> constant ->
          new Value.Constant(constant.getDeclaringClass().getName(), constant.name());
      case StringBuilder buffer -> new Value.Buffer(buffer.toString());
      case Record whole -> product(whole, depth);
      case Optional<?> optional ->
          new Value.Sequence(Optional.class.getName(), members(optional.stream().toList(), depth));
      case Collection<?> all when isOfJdk(all) ->
          new Value.Sequence(typeOf(all), members(all, depth));
      case Map<?, ?> map when isOfJdk(map) ->
          new Value.Table(typeOf(map), members(map.keySet(), depth), members(map.values(), depth));
      default -> other(object, depth);
    };
  }

  private Value other(Object object, int depth) throws Uncopyable, ReflectiveOperationException {
    Class<?> type = object.getClass();
    if (type.isArray()) {
      List<Object> members = new ArrayList<>();
      int length = Array.getLength(object);
      if (length > MOST_VALUES) {
        throw new Uncopyable();
      }
      for (int i = 0; i < length; i++) {
        members.add(Array.get(object, i));
      }
      return new Value.Sequence(type.getName(), members(members, depth));
    }
    if (IMMUTABLE.contains(type)
        || type.getName().startsWith("java.time.")
        || object instanceof Charset) {
      return new Value.Plain(object);
    }
    if (!workspace.equals(type.getClassLoader())
        || type.isHidden()
        || object instanceof Throwable) {
      throw new Uncopyable();
    }
    return thing(object, depth);
  }

  private Value thing(Object object, int depth) throws Uncopyable, ReflectiveOperationException {
    Integer known = things.get(object);
    if (known != null) {
      return new Value.Again(known);
    }
    int number = things.size();
    things.put(object, number);
    Map<String, Value> fields = new LinkedHashMap<>();
    Class<?> type = object.getClass();
    while (type != Object.class) {
      if (type == null || !workspace.equals(type.getClassLoader())) {
        throw new Uncopyable();
      }
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          field.setAccessible(true);
          fields.put(type.getName() + "." + field.getName(), read(field.get(object), depth + 1));
        }
      }
      type = type.getSuperclass();
    }
    return new Value.Thing(object.getClass().getName(), number, fields);
  }

  private Value product(Record whole, int depth) throws Uncopyable, ReflectiveOperationException {
    if (!workspace.equals(whole.getClass().getClassLoader())) {
      throw new Uncopyable();
    }
    List<Value> components = new ArrayList<>();
    for (RecordComponent component : whole.getClass().getRecordComponents()) {
      Field field = whole.getClass().getDeclaredField(component.getName());
      field.setAccessible(true);
      components.add(read(field.get(whole), depth + 1));
    }
    return new Value.Product(whole.getClass().getName(), components);
  }

  private List<Value> members(Collection<?> all, int depth)
      throws Uncopyable, ReflectiveOperationException {
    if (all.size() > MOST_VALUES) {
      throw new Uncopyable();
    }
    List<Value> members = new ArrayList<>();
    for (Object one : all) {
      members.add(read(one, depth + 1));
    }
    return members;
  }

  private static boolean isOfJdk(Object collection) {
    return collection.getClass().getName().startsWith("java.util.");
  }

  /** How a collection or map of the JDK is to be made again. */
  private static String typeOf(Object all) throws Uncopyable {
    boolean ordered =
        (all instanceof SortedMap<?, ?> map && map.comparator() != null)
            || (all instanceof SortedSet<?> set && set.comparator() != null)
            || (all instanceof PriorityQueue<?> queue && queue.comparator() != null);
    if (ordered) {
      throw new Uncopyable();
    }
    Class<?> type = all.getClass();
    String name = type.getName();
    if (name.equals(AS_LIST)) {
      return AS_LIST;
    }
    boolean fixed =
        name.startsWith("java.util.ImmutableCollections$")
            || name.startsWith("java.util.Collections$Unmodifiable")
            || name.startsWith("java.util.Collections$Empty")
            || name.startsWith("java.util.Collections$Singleton");
    if (fixed) {
      return switch (all) {
        case List<?> list -> FIXED_LIST;
        case Set<?> set -> FIXED_SET;
        case Map<?, ?> map -> FIXED_MAP;
        default -> throw new Uncopyable();
      };
    }
    try {
      boolean usable =
          Modifier.isPublic(type.getModifiers())
              && Modifier.isPublic(type.getConstructor().getModifiers());
      if (usable) {
        return name;
      }
    } catch (NoSuchMethodException e) {
      // A view of something else, which becomes a thing of its own.
    }
    return switch (all) {
      case List<?> list -> "java.util.ArrayList";
      case Set<?> set -> "java.util.LinkedHashSet";
      case Map<?, ?> map -> "java.util.LinkedHashMap";
      default -> throw new Uncopyable();
    };
  }
}
