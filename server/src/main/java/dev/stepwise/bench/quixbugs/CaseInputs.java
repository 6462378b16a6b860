package dev.stepwise.bench.quixbugs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/**
 * Changes the benchmark's own inputs at random, but keeps what all of them have in common: signs,
 * bounds, order and distinctness are preconditions that nobody wrote down.
 */
final class CaseInputs implements Inputs {
  private final List<List<JsonNode>> cases;
  private final Random random;

  CaseInputs(List<List<JsonNode>> cases, long seed) {
    this.cases = cases;
    this.random = CompareMain.random(seed);
  }

  private record Case(List<JsonNode> given) implements Question {
    @Override
    public int arguments() {
      return given.size();
    }

    @Override
    public Object[] build(Method method) {
      return JsonValues.of(given, method);
    }

    @Override
    public double tolerance() {
      JsonNode last = given.getLast();
      return last.isDouble() ? 2 * last.asDouble() : 1e-9;
    }

    @Override
    public String toString() {
      return given.toString();
    }
  }

  @Override
  public Question next() {
    List<JsonNode> base = cases.get(random.nextInt(cases.size()));
    List<JsonNode> changed = new ArrayList<>();
    for (int i = 0; i < base.size(); i++) {
      changed.add(change(base.get(i), new Common(column(i))));
    }
    return new Case(changed);
  }

  private List<JsonNode> column(int index) {
    return cases.stream().filter(c -> c.size() > index).map(c -> c.get(index)).toList();
  }

  /** What one argument has in common over all cases. */
  private static final class Common {
    private final List<JsonNode> lists;
    private final int least;
    private final int most;
    private final List<Character> letters = new ArrayList<>();

    private Common(List<JsonNode> values) {
      lists = values.stream().filter(JsonNode::isArray).toList();
      List<Integer> numbers = new ArrayList<>();
      values.forEach(v -> collect(v, numbers));
      least = numbers.stream().mapToInt(n -> n).min().orElse(0);
      most = numbers.stream().mapToInt(n -> n).max().orElse(0);
    }

    private void collect(JsonNode value, List<Integer> numbers) {
      if (value.isInt()) {
        numbers.add(value.asInt());
      } else if (value.isTextual()) {
        value.asText().chars().forEach(c -> letters.add((char) c));
      }
      value.forEach(v -> collect(v, numbers));
    }

    private boolean all(Predicate<JsonNode> holds) {
      return !lists.isEmpty() && lists.stream().allMatch(holds);
    }

    private int bounded(int number) {
      return Math.clamp(number, least, Math.max(least, most));
    }
  }

  private JsonNode change(JsonNode value, Common common) {
    if (value.isArray()) {
      return changeList((ArrayNode) value, common);
    }
    if (random.nextInt(3) == 0) {
      return value;
    }
    if (value.isInt()) {
      int near = value.asInt() + random.nextInt(7) - 3;
      int anywhere = common.least + random.nextInt(Math.max(1, common.most - common.least + 1));
      return IntNode.valueOf(common.bounded(random.nextBoolean() ? near : anywhere));
    }
    if (value.isDouble() && value.asDouble() >= 1) {
      return DoubleNode.valueOf(Math.max(1, value.asDouble() + random.nextInt(9) - 4));
    }
    return value.isTextual() ? changeText(value.asText(), common) : value;
  }

  private JsonNode changeText(String text, Common common) {
    StringBuilder changed = new StringBuilder(text);
    if (common.letters.isEmpty()) {
      return TextNode.valueOf(text);
    }
    for (int n = random.nextInt(4); n > 0; n--) {
      char letter = common.letters.get(random.nextInt(common.letters.size()));
      int at = random.nextInt(changed.length() + 1);
      if (random.nextBoolean()) {
        changed.insert(at, letter);
      } else if (at < changed.length()) {
        if (random.nextBoolean()) {
          changed.deleteCharAt(at);
        } else {
          changed.setCharAt(at, letter);
        }
      }
    }
    return TextNode.valueOf(changed.toString());
  }

  private JsonNode changeList(ArrayNode list, Common common) {
    List<JsonNode> members = new ArrayList<>();
    list.forEach(members::add);
    boolean ofPairs = members.stream().anyMatch(JsonNode::isArray);
    for (int n = random.nextInt(4); n > 0 && !members.isEmpty(); n--) {
      int at = random.nextInt(members.size());
      JsonNode member = members.get(at);
      switch (random.nextInt(4)) {
        case 0 -> members.remove(at);
        case 1 -> members.add(random.nextInt(members.size() + 1), member);
        case 2 ->
            members.set(
                at, ofPairs && member.isArray() ? pair(member, common) : change(member, common));
        default -> Collections.swap(members, at, random.nextInt(members.size()));
      }
    }
    if (common.all(CaseInputs::isDistinct)) {
      HashSet<JsonNode> seen = new HashSet<>();
      members.removeIf(m -> !seen.add(m));
    }
    if (common.all(CaseInputs::isSorted)) {
      members.sort(Comparator.comparingDouble(JsonNode::asDouble));
    }
    ArrayNode changed = JsonNodeFactory.instance.arrayNode();
    members.forEach(changed::add);
    return changed;
  }

  /** Keeps the length of an inner list: it is a tuple. */
  private JsonNode pair(JsonNode tuple, Common common) {
    ArrayNode changed = JsonNodeFactory.instance.arrayNode();
    tuple.forEach(t -> changed.add(t.isArray() ? t : change(t, common)));
    return changed;
  }

  private static boolean isDistinct(JsonNode list) {
    HashSet<JsonNode> seen = new HashSet<>();
    for (JsonNode member : list) {
      if (!seen.add(member)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSorted(JsonNode list) {
    double last = Double.NEGATIVE_INFINITY;
    for (JsonNode member : list) {
      if (!member.isNumber() || member.asDouble() < last) {
        return false;
      }
      last = member.asDouble();
    }
    return true;
  }
}
