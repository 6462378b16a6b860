package dev.stepwise.verify.runner.value;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes objects of the values of one call, of the classes of one class loader. */
public final class Maker {
  private final ClassLoader loader;
  private final Map<Integer, Value.Thing> known = new HashMap<>();
  private final Map<Integer, Object> things = new HashMap<>();

  /**
   * @param loader its classes of the workspace must have the constructor that takes a {@link Blank}
   * @param among where things are that values may refer to
   */
  public Maker(ClassLoader loader, List<Value> among) {
    this.loader = loader;
    Things.in(among).forEach(t -> known.put(t.number(), t));
  }

  /**
   * The object.
   *
   * @throws ReflectiveOperationException if it cannot be made, as when a class is no longer there
   *     or a record does not accept the components
   */
  public @Nullable Object make(Value value) throws ReflectiveOperationException {
    return switch (value) {
      case Value.Plain(@Nullable Object object) -> object;
      case Value.Constant(String type, String name) -> constant(type, name);
      case Value.Buffer(String text) -> buffer(text);
      case Value.Sequence sequence -> sequence(sequence);
      case Value.Table table -> table(table);
      case Value.Product product -> product(product);
      case Value.Thing thing -> thing(thing);
      case Value.Again(int number) -> {
        Object made = things.get(number);
        Value.Thing thing = known.get(number);
        if (made == null && thing == null) {
          throw new ReflectiveOperationException("nothing is left to refer to");
        }
        yield made == null && thing != null ? thing(thing) : made;
      }
    };
  }

  private static StringBuilder buffer(String text) {
    return new StringBuilder(text);
  }

  private Object constant(String type, String name) throws ReflectiveOperationException {
    for (Object one : Class.forName(type, true, loader).getEnumConstants()) {
      if (one instanceof Enum<?> constant && constant.name().equals(name)) {
        return one;
      }
    }
    throw new ReflectiveOperationException("no constant " + name);
  }

  private Object sequence(Value.Sequence sequence) throws ReflectiveOperationException {
    String type = sequence.type();
    if (type.startsWith("[")) {
      Class<?> of = Class.forName(type, false, loader).getComponentType();
      Object array = Array.newInstance(of, sequence.members().size());
      for (int i = 0; i < sequence.members().size(); i++) {
        Array.set(array, i, make(sequence.members().get(i)));
      }
      return array;
    }
    List<@Nullable Object> members = new ArrayList<>();
    for (Value member : sequence.members()) {
      members.add(make(member));
    }
    return switch (type) {
      case "java.util.Optional" -> members.stream().findFirst();
      case Copier.AS_LIST -> Arrays.asList(members.toArray());
      case Copier.FIXED_LIST -> Collections.unmodifiableList(members);
      case Copier.FIXED_SET -> Collections.unmodifiableSet(new LinkedHashSet<>(members));
      default -> {
        @SuppressWarnings("unchecked")
        Collection<@Nullable Object> all =
            (Collection<@Nullable Object>)
                Class.forName(type).asSubclass(Collection.class).getConstructor().newInstance();
        all.addAll(members);
        yield all;
      }
    };
  }

  private Object table(Value.Table table) throws ReflectiveOperationException {
    Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
    for (int i = 0; i < table.keys().size(); i++) {
      entries.put(make(table.keys().get(i)), make(table.values().get(i)));
    }
    if (table.type().equals(Copier.FIXED_MAP)) {
      return Collections.unmodifiableMap(entries);
    }
    @SuppressWarnings("unchecked")
    Map<@Nullable Object, @Nullable Object> map =
        (Map<@Nullable Object, @Nullable Object>)
            Class.forName(table.type()).asSubclass(Map.class).getConstructor().newInstance();
    map.putAll(entries);
    return map;
  }

  private Object product(Value.Product product) throws ReflectiveOperationException {
    Class<?> type = Class.forName(product.type(), true, loader);
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    @Nullable Object[] components = new Object[product.components().size()];
    for (int i = 0; i < components.length; i++) {
      components[i] = make(product.components().get(i));
    }
    Constructor<?> whole = type.getDeclaredConstructor(types);
    whole.setAccessible(true);
    return whole.newInstance(components);
  }

  private Object thing(Value.Thing thing) throws ReflectiveOperationException {
    Object before = things.get(thing.number());
    if (before != null) {
      return before;
    }
    Class<?> type = Class.forName(thing.type(), true, loader);
    Constructor<?> blank = type.getDeclaredConstructor(Blank.class);
    blank.setAccessible(true);
    @Nullable Object[] nothing = {null};
    Object made = blank.newInstance(nothing);
    things.put(thing.number(), made);
    Class<?> at = type;
    while (at != null && at != Object.class) {
      for (Field field : at.getDeclaredFields()) {
        Value value = thing.fields().get(at.getName() + "." + field.getName());
        if (value != null) {
          field.setAccessible(true);
          field.set(made, make(value));
        }
      }
      at = at.getSuperclass();
    }
    return made;
  }
}
