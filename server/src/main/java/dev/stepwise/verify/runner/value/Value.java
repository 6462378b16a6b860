package dev.stepwise.verify.runner.value;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A copy of an object, or of a tree of them, that belongs to no class loader. */
public sealed interface Value {

  /** Null, or something immutable of the JDK, which all class loaders share. */
  record Plain(@Nullable Object object) implements Value {}

  /** A constant of an enum. */
  record Constant(String type, String name) implements Value {}

  /** The text of a {@link StringBuilder}. */
  record Buffer(String text) implements Value {}

  /**
   * An array, a collection or an optional.
   *
   * @param type name of the array's class, of the collection's class, or one of {@link Copier}'s
   *     names for collections that cannot be changed
   */
  record Sequence(String type, List<Value> members) implements Value {
    public Sequence {
      members = List.copyOf(members);
    }
  }

  /** A map; keys and values in the order it gave them. */
  record Table(String type, List<Value> keys, List<Value> values) implements Value {
    public Table {
      keys = List.copyOf(keys);
      values = List.copyOf(values);
    }
  }

  /** A record. */
  record Product(String type, List<Value> components) implements Value {
    public Product {
      components = List.copyOf(components);
    }
  }

  /**
   * An object of a class of the workspace.
   *
   * @param number for those that refer to it again; counted from 0 in each call
   * @param fields by declaring class and name, all of the class and its super classes
   */
  record Thing(String type, int number, Map<String, Value> fields) implements Value {
    public Thing {
      fields = Map.copyOf(fields);
    }
  }

  /** The thing of that number, once more. */
  record Again(int number) implements Value {}
}
