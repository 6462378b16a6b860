package dev.stepwise.repair.python;

import dev.stepwise.edit.TextEdit;
import dev.stepwise.language.Problem;
import dev.stepwise.language.python.PythonProject;
import dev.stepwise.repair.Candidate;
import dev.stepwise.repair.FaultContext;
import dev.stepwise.repair.Producer;
import dev.stepwise.repair.Spelling;
import dev.stepwise.settings.Budget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A name that nothing defines becomes the one that was meant, {@code retrun totl} to {@code return
 * total}, or is imported: {@code json.dumps(x)} gets {@code import json}.
 */
public final class UndefinedName implements Producer {
  private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");
  private static final Pattern IMPORT = Pattern.compile("(?m)^(?:import|from)[ \\t]+\\S.*$");
  private static final Pattern FUTURE = Pattern.compile("(?m)^from[ \\t]+__future__[ \\t].*$");
  private static final Pattern HEAD =
      Pattern.compile(
          "(?s)\\A(?:[ \\t]*(?:#[^\\n]*)?\\n)*(?:[rRuU]?(?:\"{3}.*?\"{3}|'{3}.*?'{3})[ \\t]*\\n)?");
  private static final int MOST_NEAR = 3;
  private static final double ALMOST_SURE = -0.3;
  private static final double OFTEN = -1;
  private static final Set<String> MODULES =
      words(
          "abc argparse array ast asyncio base64 bisect calendar collections contextlib copy csv"
              + " dataclasses datetime decimal difflib enum fractions functools glob gzip hashlib"
              + " heapq html http inspect io itertools json logging math operator os pathlib pickle"
              + " platform pprint queue random re secrets shlex shutil signal socket sqlite3"
              + " statistics string struct subprocess sys tempfile textwrap threading time"
              + " traceback types typing unittest urllib uuid warnings weakref zipfile zlib");

  /** Names that people use as they are, and the module they come from. */
  private static final Map<String, String> MEMBERS =
      Stream.of(
              "collections Counter OrderedDict defaultdict deque namedtuple",
              "contextlib contextmanager suppress",
              "copy deepcopy",
              "dataclasses dataclass field",
              "datetime date timedelta timezone",
              "decimal Decimal",
              "enum Enum IntEnum",
              "abc ABC abstractmethod",
              "fractions Fraction",
              "functools cached_property lru_cache partial reduce wraps",
              "heapq heapify heappop heappush",
              "io BytesIO StringIO",
              "itertools chain combinations permutations product",
              "math ceil floor gcd inf isclose pi sqrt",
              "pathlib Path",
              "typing Any Callable Dict Iterable Iterator List NamedTuple Optional Sequence Tuple"
                  + " TypeVar Union")
          .map(line -> line.split(" "))
          .flatMap(w -> Stream.of(w).skip(1).map(name -> Map.entry(name, w[0])))
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private static final Set<String> BUILTINS =
      words(
          "False None True abs all any bool bytes chr dict divmod enumerate filter float format"
              + " frozenset getattr hasattr hash hex id input int isinstance issubclass iter len"
              + " list map max min next object open ord pow print range repr reversed round set"
              + " setattr slice sorted str sum super tuple type vars zip Exception IndexError"
              + " KeyError TypeError ValueError RuntimeError StopIteration ZeroDivisionError");
  private static final Set<String> KEYWORDS =
      words(
          "and as assert async await break class continue def del elif else except finally for"
              + " from global if import in is lambda nonlocal not or pass raise return try while"
              + " with yield");

  @Override
  public String name() {
    return "python-names";
  }

  @Override
  public List<Candidate> produce(FaultContext context, Budget budget) {
    List<Problem> undefined =
        context.problems().stream()
            .filter(p -> PythonProject.isUndefinedName(p) && p.file().equals(context.file()))
            .filter(p -> p.range().end() <= context.text().length())
            .toList();
    List<Candidate> all = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    for (Problem problem : undefined) {
      String name = context.text().substring(problem.range().start(), problem.range().end());
      if (seen.add(name)) {
        importOf(name)
            .ifPresent(line -> all.add(candidate(context, insert(context.text(), line), "import")));
        near(name, context.text(), seen(undefined, context.text()))
            .forEach(meant -> all.add(renamed(context, undefined, name, meant)));
      }
    }
    return all;
  }

  private static Set<String> seen(List<Problem> undefined, String text) {
    return undefined.stream()
        .map(p -> text.substring(p.range().start(), p.range().end()))
        .collect(Collectors.toSet());
  }

  private static Optional<String> importOf(String name) {
    if (MODULES.contains(name)) {
      return Optional.of("import " + name);
    }
    return Optional.ofNullable(MEMBERS.get(name)).map(m -> "from " + m + " import " + name);
  }

  private static Candidate candidate(FaultContext context, TextEdit edit, String kind) {
    return new Candidate(context.file(), List.of(edit), "rule:python-" + kind, ALMOST_SURE);
  }

  /** Above the first import, or behind what must come first. */
  private static TextEdit insert(String text, String line) {
    Matcher future = FUTURE.matcher(text);
    int behind = 0;
    while (future.find()) {
      behind = Math.min(future.end() + 1, text.length());
    }
    Matcher first = IMPORT.matcher(text);
    if (first.find(behind)) {
      return TextEdit.replace(first.start(), first.start(), line + "\n");
    }
    Matcher head = HEAD.matcher(text);
    int at = Math.max(behind, head.find() ? head.end() : 0);
    return TextEdit.replace(at, at, line + "\n\n");
  }

  private static Candidate renamed(
      FaultContext context, List<Problem> undefined, String name, String meant) {
    List<TextEdit> edits =
        undefined.stream()
            .filter(p -> context.text().startsWith(name, p.range().start()))
            .filter(p -> p.range().length() == name.length())
            .map(p -> new TextEdit(p.range(), meant))
            .toList();
    double prior = OFTEN - Math.min(2, Spelling.distance(name, meant));
    return new Candidate(context.file(), edits, "rule:python-similar-name", prior);
  }

  /** Names of the file and of Python that differ in a few letters, the nearest first. */
  private static List<String> near(String name, String text, Set<String> undefined) {
    Set<String> names = new LinkedHashSet<>();
    Matcher matcher = NAME.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group());
    }
    names.removeAll(undefined);
    names.removeAll(KEYWORDS);
    names.addAll(BUILTINS);
    int most = Math.clamp(name.length() / 3, 1, 2);
    return names.stream()
        .filter(n -> Spelling.distance(name, n) <= most)
        .sorted(Comparator.comparingInt(n -> Spelling.distance(name, n)))
        .limit(MOST_NEAR)
        .toList();
  }

  private static Set<String> words(String text) {
    return Set.of(text.split(" "));
  }
}
