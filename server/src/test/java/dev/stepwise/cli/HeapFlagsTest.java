package dev.stepwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The packed extension starts the server with the heap that the launcher gives it. */
class HeapFlagsTest {
  private static final Pattern FLAG = Pattern.compile("-X(?:ms|mx|X:)[^\\s'\"]+");

  /** The launcher gives these to every command, or only where the system has them. */
  private static final Set<String> OTHERS =
      Set.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+UseTransparentHugePages");

  @Test
  void areThoseOfTheLauncher() throws IOException {
    Set<String> launcher = flags(Path.of("bin/stepwise"), "\"serve \"* |", ";;");
    assertThat(launcher).contains("-XX:PretenureSizeThreshold=131072").hasSizeGreaterThan(5);
    assertThat(flags(Path.of("../clients/vscode/src/runtime.ts"), "args: [", "]"))
        .isEqualTo(launcher);
  }

  private static Set<String> flags(Path file, String from, String to) throws IOException {
    String text = Files.readString(file);
    int start = text.indexOf(from);
    return FLAG.matcher(text.substring(start, text.indexOf(to, start)))
        .results()
        .map(MatchResult::group)
        .filter(f -> !OTHERS.contains(f))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
