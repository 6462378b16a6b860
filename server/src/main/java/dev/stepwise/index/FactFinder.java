package dev.stepwise.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.util.BytesRef;

/** Finds out what kind of project a workspace is, from its build files and its languages. */
final class FactFinder {
  private static final int MOST_BUILD_FILES = 40;

  /** What names the Java release in Maven's and Gradle's build files, the surest first. */
  private static final List<Pattern> JDK =
      List.of(
          Pattern.compile("<maven\\.compiler\\.release>\\s*([\\d.]+)"),
          Pattern.compile("<release>\\s*(\\d+)\\s*</release>"),
          Pattern.compile("<java\\.version>\\s*([\\d.]+)"),
          Pattern.compile("<maven\\.compiler\\.(?:source|target)>\\s*([\\d.]+)"),
          Pattern.compile(
              "languageVersion\\s*(?:=|\\.set\\()\\s*JavaLanguageVersion\\.of\\((\\d+)"),
          Pattern.compile(
              "(?:source|target)Compatibility\\s*=?\\s*['\"]?(?:JavaVersion\\.VERSION_)?([\\d._]+)"),
          Pattern.compile("<(?:source|target)>\\s*([\\d.]+)"));

  /** A name that code uses or a word of a build file, to the test framework it tells. */
  private static final Map<String, String> FRAMEWORKS = new LinkedHashMap<>();

  static {
    FRAMEWORKS.put("junit-jupiter", "junit5");
    FRAMEWORKS.put("testng", "testng");
    FRAMEWORKS.put("spock-core", "spock");
    FRAMEWORKS.put("jest", "jest");
    FRAMEWORKS.put("vitest", "vitest");
    FRAMEWORKS.put("mocha", "mocha");
    FRAMEWORKS.put("pytest", "pytest");
  }

  private final Snapshot snapshot;
  private final WorkspaceText files;

  FactFinder(Snapshot snapshot, WorkspaceText files) {
    this.snapshot = snapshot;
    this.files = files;
  }

  ProjectFacts facts() {
    Map<String, FileState> states = new TreeMap<>(snapshot.fileStates());
    List<String> buildFiles =
        states.keySet().stream()
            .filter(path -> BuildFiles.SYSTEMS.containsKey(BuildFiles.nameOf(path)))
            .sorted(Comparator.comparingInt(String::length))
            .toList();
    List<String> systems =
        buildFiles.stream()
            .map(path -> BuildFiles.SYSTEMS.getOrDefault(BuildFiles.nameOf(path), ""))
            .distinct()
            .toList();
    List<String> modules = buildFiles.stream().map(BuildFiles::folderOf).distinct().toList();
    List<String> texts = buildFiles.stream().limit(MOST_BUILD_FILES).map(this::text).toList();
    return new ProjectFacts(
        systems, modules, languages(states), jdk(texts), List.copyOf(frameworks(texts)));
  }

  private static Map<String, Long> languages(Map<String, FileState> states) {
    Map<String, Long> lines = new TreeMap<>();
    states
        .values()
        .forEach(state -> lines.merge(state.language(), (long) state.lines(), Long::sum));
    List<Map.Entry<String, Long>> sorted = new ArrayList<>(lines.entrySet());
    sorted.sort(Map.Entry.<String, Long>comparingByValue().reversed());
    Map<String, Long> languages = new LinkedHashMap<>();
    sorted.forEach(entry -> languages.put(entry.getKey(), entry.getValue()));
    return languages;
  }

  private static String jdk(List<String> texts) {
    for (String text : texts) { // a build file of the whole before those of its parts
      for (Pattern pattern : JDK) {
        Matcher matcher = pattern.matcher(text);
        if (matcher.find()) {
          String version = matcher.group(1).replace('_', '.');
          return version.startsWith("1.") ? version.substring(2) : version;
        }
      }
    }
    return "";
  }

  private Set<String> frameworks(List<String> texts) {
    Set<String> found = new TreeSet<>();
    for (String text : texts) {
      FRAMEWORKS.forEach(
          (word, framework) -> {
            if (text.contains(word)) {
              found.add(framework);
            }
          });
      if (text.contains("<artifactId>junit</artifactId>") || text.contains("junit:junit")) {
        found.add("junit4");
      }
    }
    if (isUsed("jupiter")) {
      found.add("junit5");
    }
    if (isUsed("pytest")) {
      found.add("pytest");
    }
    if (isUsed("unittest")) {
      found.add("unittest");
    }
    if (snapshot.fileStates().keySet().stream().anyMatch(p -> p.endsWith("_test.go"))) {
      found.add("go test");
    }
    return found;
  }

  private boolean isUsed(String name) {
    return !snapshot.places(Fields.NAMES, new BytesRef(name)).isEmpty();
  }

  private String text(String path) {
    return files.of(path).orElse("");
  }
}
