package dev.stepwise.bench.quixbugs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Draws verified fixes over seconds, one line for each run, as SVG: of the bugs that all runs had.
 */
public final class SolvedPlot {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 400;
  private static final int LEFT = 50;
  private static final int RIGHT = 20;
  private static final int TOP = 20;
  private static final int BOTTOM = 50;
  private static final double LEAST_SECONDS = 1;
  private static final double MOST_SECONDS = 120;
  private static final List<String> COLOURS =
      List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00");

  private SolvedPlot() {}

  /**
   * @param runs what {@code --json} wrote, at least one
   */
  public static String of(List<JsonNode> runs) {
    Set<String> common = new TreeSet<>(names(runs.getFirst()));
    runs.forEach(run -> common.retainAll(names(run)));
    int bugs = common.size();
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">%n"
            .formatted(WIDTH, HEIGHT));
    svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
    for (int solved = 0; solved <= bugs; solved += Math.max(1, bugs / 8)) {
      double y = y(solved, bugs);
      svg.append(line(LEFT, y, WIDTH - RIGHT, y, "#dddddd"));
      svg.append(text(LEFT - 8, y + 4, "end", String.valueOf(solved)));
    }
    for (int seconds : new int[] {1, 2, 5, 10, 20, 60, 120}) {
      double x = x(seconds);
      svg.append(line(x, TOP, x, HEIGHT - BOTTOM, "#dddddd"));
      svg.append(text(x, HEIGHT - BOTTOM + 16, "middle", String.valueOf(seconds)));
    }
    svg.append(text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12, "middle", "seconds"));
    for (int i = 0; i < runs.size(); i++) {
      String colour = COLOURS.get(i % COLOURS.size());
      List<Double> seconds = seconds(runs.get(i), common);
      svg.append(curve(seconds, bugs, colour));
      svg.append(
          "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>%n"
              .formatted(
                  LEFT + 10, TOP + 16 + 16 * i, colour, label(runs.get(i), seconds.size(), bugs)));
    }
    return svg.append("</svg>\n").toString();
  }

  private static Set<String> names(JsonNode run) {
    Set<String> names = new TreeSet<>();
    run.path("results").forEach(result -> names.add(result.path("bug").asText()));
    return names;
  }

  /** Of the verified fixes, in ascending order. */
  private static List<Double> seconds(JsonNode run, Set<String> bugs) {
    List<Double> seconds = new ArrayList<>();
    for (JsonNode result : run.path("results")) {
      if (result.path("plausible").asBoolean() && bugs.contains(result.path("bug").asText())) {
        seconds.add(result.path("seconds").asDouble());
      }
    }
    seconds.sort(null);
    return seconds;
  }

  private static String label(JsonNode run, int verified, int bugs) {
    return escaped(
        "%s, %s: %d of %d verified"
            .formatted(run.path("mode").asText(), run.path("model").asText(), verified, bugs));
  }

  private static String curve(List<Double> seconds, int bugs, String colour) {
    StringBuilder points = new StringBuilder(point(LEAST_SECONDS, 0, bugs));
    for (int i = 0; i < seconds.size(); i++) {
      points.append(' ').append(point(seconds.get(i), i, bugs));
      points.append(' ').append(point(seconds.get(i), i + 1, bugs));
    }
    points.append(' ').append(point(MOST_SECONDS, seconds.size(), bugs));
    return "<polyline fill=\"none\" stroke-width=\"2\" stroke=\"%s\" points=\"%s\"/>%n"
        .formatted(colour, points);
  }

  private static String point(double seconds, int solved, int bugs) {
    return String.format(Locale.ROOT, "%.1f,%.1f", x(seconds), y(solved, bugs));
  }

  private static double x(double seconds) {
    double bounded = Math.clamp(seconds, LEAST_SECONDS, MOST_SECONDS);
    double share = Math.log(bounded / LEAST_SECONDS) / Math.log(MOST_SECONDS / LEAST_SECONDS);
    return LEFT + share * (WIDTH - LEFT - RIGHT);
  }

  private static double y(int solved, int bugs) {
    return HEIGHT - BOTTOM - (double) solved / Math.max(1, bugs) * (HEIGHT - TOP - BOTTOM);
  }

  private static String line(double x1, double y1, double x2, double y2, String colour) {
    return String.format(
        Locale.ROOT,
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>%n",
        x1,
        y1,
        x2,
        y2,
        colour);
  }

  private static String text(double x, double y, String anchor, String text) {
    return String.format(
        Locale.ROOT,
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
        x,
        y,
        anchor,
        escaped(text));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
