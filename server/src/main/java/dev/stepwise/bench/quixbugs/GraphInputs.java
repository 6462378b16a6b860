package dev.stepwise.bench.quixbugs;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random small graphs for the programs that work on them. */
final class GraphInputs implements Inputs {
  private static final int MOST_NODES = 7;

  private final String program;
  private final Random random;

  GraphInputs(String program, long seed) {
    this.program = program;
    this.random = CompareMain.random(seed);
  }

  @Override
  public Question next() {
    return new Graph(program, random.nextLong());
  }

  /** One graph; the same seed builds it again with another loader's classes. */
  private record Graph(String program, long seed) implements Question {

    @Override
    public int arguments() {
      return switch (program) {
        case "DETECT_CYCLE",
            "MINIMUM_SPANNING_TREE",
            "REVERSE_LINKED_LIST",
            "TOPOLOGICAL_ORDERING" ->
            1;
        case "SHORTEST_PATH_LENGTH" -> 3;
        default -> 2;
      };
    }

    @Override
    public double tolerance() {
      return 0;
    }

    @Override
    public Object[] build(Method method) throws ReflectiveOperationException {
      Builder builder = new Builder(CompareMain.random(seed), method.getDeclaringClass());
      return switch (program) {
        case "BREADTH_FIRST_SEARCH", "DEPTH_FIRST_SEARCH" -> {
          builder.arrows(false);
          yield new Object[] {builder.node(), builder.node()};
        }
        case "DETECT_CYCLE" -> new Object[] {builder.chain(true)};
        case "REVERSE_LINKED_LIST" -> new Object[] {builder.chain(false)};
        case "TOPOLOGICAL_ORDERING" -> {
          builder.arrows(true);
          yield new Object[] {builder.nodes};
        }
        case "MINIMUM_SPANNING_TREE" -> new Object[] {builder.edges()};
        case "SHORTEST_PATHS" -> new Object[] {"0", builder.weights(i -> String.valueOf(i))};
        case "SHORTEST_PATH_LENGTHS" -> new Object[] {builder.count, builder.weights(i -> i)};
        case "SHORTEST_PATH_LENGTH" ->
            new Object[] {builder.weights(builder.nodes::get), builder.node(), builder.node()};
        default -> throw new IllegalArgumentException("no inputs for " + program);
      };
    }
  }

  /** Names a node where a weight map wants a name, a number or the node itself. */
  @FunctionalInterface
  private interface Naming {
    Object name(int index);
  }

  private static final class Builder {
    private final Random random;
    private final int count;
    private final List<Object> nodes = new ArrayList<>();
    private final Class<?> nodeType;
    private final ClassLoader loader;

    private Builder(Random random, Class<?> program) throws ReflectiveOperationException {
      this.random = random;
      this.count = 1 + random.nextInt(MOST_NODES);
      this.loader = program.getClassLoader();
      this.nodeType = loader.loadClass("java_programs.Node");
      for (int i = 0; i < count; i++) {
        nodes.add(nodeType.getConstructor(String.class).newInstance(String.valueOf(i)));
      }
    }

    private Object node() {
      return nodes.get(random.nextInt(count));
    }

    /** Random arrows between the nodes. */
    private void arrows(boolean acyclic) throws ReflectiveOperationException {
      List<List<Object>> after = lists();
      List<List<Object>> before = lists();
      for (int from = 0; from < count; from++) {
        for (int to = acyclic ? from + 1 : 0; to < count; to++) {
          if (from != to && random.nextInt(3) == 0) {
            after.get(from).add(nodes.get(to));
            before.get(to).add(nodes.get(from));
          }
        }
      }
      for (int i = 0; i < count; i++) {
        nodeType
            .getMethod("setSuccessors", ArrayList.class)
            .invoke(nodes.get(i), new ArrayList<>(after.get(i)));
        nodeType
            .getMethod("setPredecessors", ArrayList.class)
            .invoke(nodes.get(i), new ArrayList<>(before.get(i)));
      }
    }

    private List<List<Object>> lists() {
      List<List<Object>> lists = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        lists.add(new ArrayList<>());
      }
      return lists;
    }

    /** All nodes in a row; perhaps the last one leads back. */
    private Object chain(boolean perhapsCycle) throws ReflectiveOperationException {
      Method next = nodeType.getMethod("setSuccessor", nodeType);
      for (int i = 0; i + 1 < count; i++) {
        next.invoke(nodes.get(i), nodes.get(i + 1));
      }
      if (perhapsCycle && random.nextBoolean()) {
        next.invoke(nodes.getLast(), node());
      }
      return nodes.getFirst();
    }

    /** Edges of different weights, so that the tree is the only one. */
    private List<Object> edges() throws ReflectiveOperationException {
      Class<?> edgeType = loader.loadClass("java_programs.WeightedEdge");
      List<Object> edges = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        for (int j = i + 1; j < count; j++) {
          if (j == i + 1 || random.nextInt(2) == 0) {
            int weight = edges.size() * 10 + random.nextInt(10);
            edges.add(
                edgeType
                    .getConstructor(nodeType, nodeType, int.class)
                    .newInstance(nodes.get(i), nodes.get(j), weight));
          }
        }
      }
      java.util.Collections.shuffle(edges, random);
      return edges;
    }

    private Map<List<Object>, Integer> weights(Naming naming) {
      Map<List<Object>, Integer> weights = new HashMap<>();
      for (int i = 0; i < count; i++) {
        for (int j = 0; j < count; j++) {
          if (i != j && (j == i + 1 || random.nextInt(3) == 0)) {
            weights.put(List.of(naming.name(i), naming.name(j)), 1 + random.nextInt(9));
          }
        }
      }
      return weights;
    }
  }
}
