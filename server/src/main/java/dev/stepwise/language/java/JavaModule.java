package dev.stepwise.language.java;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;

/**
 * One module of a Java project: what is compiled together.
 *
 * @param name unique in the project, {@code group:artifact} for Maven
 * @param directory absolute path
 * @param mainRoots source folders of main code
 * @param testRoots source folders of tests; a plain folder names the same root twice, its tests are
 *     told apart by what they import
 * @param resources folders whose files tests find on the class path, tests' own first
 * @param libraries jars and class folders outside the project, in class path order
 * @param siblings modules of the same project on the class path
 * @param release Java release of the source, 8 or later
 * @param compilerFlags further javac options, for example {@code --enable-preview}
 * @param jvmFlags options the build gives to the JVM of its tests
 */
public record JavaModule(
    String name,
    Path directory,
    List<Path> mainRoots,
    List<Path> testRoots,
    List<Path> resources,
    List<Path> libraries,
    List<Sibling> siblings,
    int release,
    Charset encoding,
    List<String> compilerFlags,
    List<String> jvmFlags) {

  /**
   * Another module of the project on this one's class path.
   *
   * @param tests whether its test classes are there too ({@code test-jar})
   */
  public record Sibling(String name, boolean tests) {}

  public JavaModule {
    mainRoots = List.copyOf(mainRoots);
    testRoots = List.copyOf(testRoots);
    resources = List.copyOf(resources);
    libraries = List.copyOf(libraries);
    siblings = List.copyOf(siblings);
    compilerFlags = List.copyOf(compilerFlags);
    jvmFlags = List.copyOf(jvmFlags);
  }
}
