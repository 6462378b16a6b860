package dev.stepwise.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwise.workspace.IgnoreRules.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every line was checked with {@code git check-ignore}. */
class IgnoreRulesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*.log        | a.log        | file   | IGNORE",
        "*.log        | x/y/a.log    | file   | IGNORE",
        "*.log        | a.logs       | file   | SILENT",
        "/a.log       | a.log        | file   | IGNORE",
        "/a.log       | x/a.log      | file   | SILENT",
        "x/a.log      | x/a.log      | file   | IGNORE",
        "x/a.log      | y/x/a.log    | file   | SILENT",
        "build/       | build        | folder | IGNORE",
        "build/       | build        | file   | SILENT",
        "build/       | x/build      | folder | IGNORE",
        "**/foo       | a/b/foo      | file   | IGNORE",
        "**/foo       | foo          | file   | IGNORE",
        "a/**/b       | a/b          | file   | IGNORE",
        "a/**/b       | a/x/y/b      | file   | IGNORE",
        "a/**         | a/x          | file   | IGNORE",
        "a/**         | a            | folder | SILENT",
        "a?c          | abc          | file   | IGNORE",
        "a?c          | a/c          | file   | SILENT",
        "a[0-9].txt   | a7.txt       | file   | IGNORE",
        "a[!0-9].txt  | a7.txt       | file   | SILENT",
        "a[!0-9].txt  | ab.txt       | file   | IGNORE",
        "\\#a         | #a           | file   | IGNORE",
        "# comment    | comment      | file   | SILENT",
        "!a           | a            | file   | KEEP",
        "a.b          | aXb          | file   | SILENT",
        "a*c/d        | abbc/d       | file   | IGNORE",
        "a*c/d        | ab/c/d       | file   | SILENT",
      })
  void readsPatternsAsGitDoes(String pattern, String path, String kind, Verdict verdict) {
    assertThat(IgnoreRules.parse(pattern).of(path, kind.equals("folder"))).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({"keep.log,KEEP", "other.log,IGNORE", "a.txt,SILENT"})
  void theLastMatchDecides(String path, Verdict verdict) {
    assertThat(IgnoreRules.parse("\n*.log  \n!keep.log\n").of(path, false)).isEqualTo(verdict);
  }
}
