package dev.stepwise.verify.runner.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;

/**
 * Arguments like those that were seen: changed at random, but within what all of them have in
 * common. Objects of the workspace's classes stay as they were, since nobody knows what their
 * fields may hold; but where a call knows several of a class, another one of them may take the
 * place.
 */
public final class Variations {
  /** How far a number moves at most, where it is not drawn from all that were seen. */
  private static final int NEAR = 3;

  private final List<Habits> habits = new ArrayList<>();
  private final Random random;
  private List<Value.Thing> things = List.of();

  /**
   * @param calls arguments of all calls of one method that were seen
   */
  public Variations(List<List<Value>> calls, Random random) {
    this.random = random;
    for (int i = 0; i < calls.getFirst().size(); i++) {
      int column = i;
      habits.add(new Habits(calls.stream().map(c -> c.get(column)).toList()));
    }
  }

  /**
   * Other arguments; once in a while the same. They may refer to things of the call that they
   * themselves do not hold.
   */
  public List<Value> of(List<Value> call) {
    things = Things.in(call);
    List<Value> changed = new ArrayList<>();
    for (int i = 0; i < call.size(); i++) {
      Value value = call.get(i);
      changed.add(call.size() > 1 && random.nextInt(3) == 0 ? value : of(value, habits.get(i)));
    }
    return changed;
  }

  private Value of(Value value, Habits seen) {
    return switch (value) {
      case Value.Plain(Integer n) -> plain((int) whole(n, Integer.class, seen));
      case Value.Plain(Long n) -> plain(whole(n, Long.class, seen));
      case Value.Plain(Short n) -> plain((short) whole(n, Short.class, seen));
      case Value.Plain(Byte n) -> plain((byte) whole(n, Byte.class, seen));
      case Value.Plain(Double n) -> plain(seen.bounded(fraction(n), Double.class));
      case Value.Plain(Float n) -> plain(seen.bounded(n + step(), Float.class));
      case Value.Plain(Boolean b) -> plain(random.nextBoolean());
      case Value.Plain(Character c) ->
          seen.letters().isEmpty() ? value : plain(any(seen.letters()));
      case Value.Plain(String text) -> plain(text(text, seen));
      case Value.Plain(BigInteger n) ->
          plain(seen.bounded(n.add(BigInteger.valueOf(step())), BigInteger.class));
      case Value.Plain(BigDecimal n) ->
          plain(seen.bounded(n.add(BigDecimal.valueOf(step())), BigDecimal.class));
      case Value.Plain(LocalDate day) -> plain(day(day, seen));
      case Value.Plain other -> other;
      case Value.Constant constant -> any(seen.constants(constant.type()));
      case Value.Buffer(String text) -> new Value.Buffer(text(text, seen));
      case Value.Sequence list -> list(list, seen);
      case Value.Table table -> table(table, seen);
      case Value.Product(String type, List<Value> components) -> {
        List<Value> changed = new ArrayList<>(components);
        if (!changed.isEmpty()) {
          int at = random.nextInt(changed.size());
          changed.set(at, of(changed.get(at), seen));
        }
        yield new Value.Product(type, changed);
      }
      case Value.Thing thing -> thing(thing.type(), thing.number(), thing);
      case Value.Again(int number) ->
          things.stream()
              .filter(t -> t.number() == number)
              .findFirst()
              .map(t -> thing(t.type(), number, value))
              .orElse(value);
    };
  }

  private Value thing(String type, int number, Value itself) {
    List<Value.Thing> same = things.stream().filter(t -> t.type().equals(type)).toList();
    int other = same.isEmpty() ? number : any(same).number();
    return other == number ? itself : new Value.Again(other);
  }

  private static Value plain(Object object) {
    return new Value.Plain(object);
  }

  private <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private int step() {
    return random.nextInt(2 * NEAR + 1) - NEAR;
  }

  private <T extends Number & Comparable<T>> long whole(T number, Class<T> type, Habits seen) {
    long least = seen.range(type).map(r -> r.getFirst().longValue()).orElse(number.longValue());
    long most = seen.range(type).map(r -> r.getLast().longValue()).orElse(number.longValue());
    long near = number.longValue() + step();
    long anywhere = least < most && most - least > 0 ? random.nextLong(least, most) : least;
    return Math.clamp(random.nextBoolean() ? near : anywhere, least, Math.max(least, most));
  }

  /** Whole numbers stay whole. */
  private double fraction(double number) {
    boolean isWhole = number == Math.rint(number);
    return number + (isWhole ? step() : step() * random.nextDouble());
  }

  private LocalDate day(LocalDate day, Habits seen) {
    List<LocalDate> range =
        seen.<java.time.chrono.ChronoLocalDate>range(java.time.chrono.ChronoLocalDate.class)
            .map(r -> r.stream().map(LocalDate::from).toList())
            .orElse(List.of(day, day));
    long days = ChronoUnit.DAYS.between(range.getFirst(), range.getLast());
    LocalDate anywhere = range.getFirst().plusDays(days > 0 ? random.nextLong(days + 1) : 0);
    return random.nextBoolean() ? day.plusDays(step()) : anywhere;
  }

  private String text(String text, Habits seen) {
    List<Character> letters = seen.letters();
    StringBuilder changed = new StringBuilder(text);
    for (int n = random.nextInt(4); n > 0 && !letters.isEmpty(); n--) {
      char letter = any(letters);
      int at = random.nextInt(changed.length() + 1);
      if (random.nextBoolean() || at == changed.length()) {
        changed.insert(at, letter);
      } else if (random.nextBoolean()) {
        changed.deleteCharAt(at);
      } else {
        changed.setCharAt(at, letter);
      }
    }
    return changed.isEmpty() && !seen.mayBeEmptyText() ? text : changed.toString();
  }

  private Value list(Value.Sequence list, Habits seen) {
    List<Value> members = new ArrayList<>(list.members());
    for (int n = random.nextInt(4); n > 0 && !members.isEmpty(); n--) {
      int at = random.nextInt(members.size());
      Value member = members.get(at);
      switch (random.nextInt(4)) {
        case 0 -> members.remove(at);
        case 1 -> members.add(random.nextInt(members.size() + 1), member);
        case 2 -> members.set(at, member(member, seen));
        default -> Collections.swap(members, at, random.nextInt(members.size()));
      }
    }
    if (seen.areDistinct()) {
      members = new ArrayList<>(new LinkedHashSet<>(members));
    }
    if (seen.areSorted()) {
      members = Habits.sorted(members);
    }
    return members.isEmpty() && !seen.mayBeEmpty()
        ? list
        : new Value.Sequence(list.type(), members);
  }

  /** Keeps the length of an inner list: it is a row, or a tuple. */
  private Value member(Value member, Habits seen) {
    if (member instanceof Value.Sequence(String type, List<Value> members)) {
      List<Value> changed = new ArrayList<>(members);
      if (!changed.isEmpty()) {
        int at = random.nextInt(changed.size());
        changed.set(at, member(changed.get(at), seen));
      }
      return new Value.Sequence(type, changed);
    }
    return of(member, seen);
  }

  private Value table(Value.Table table, Habits seen) {
    List<Value> keys = new ArrayList<>(table.keys());
    List<Value> values = new ArrayList<>(table.values());
    if (!keys.isEmpty()) {
      int at = random.nextInt(keys.size());
      if (random.nextInt(4) == 0) {
        keys.remove(at);
        values.remove(at);
      } else {
        values.set(at, of(values.get(at), seen));
      }
    }
    return new Value.Table(table.type(), keys, values);
  }
}
