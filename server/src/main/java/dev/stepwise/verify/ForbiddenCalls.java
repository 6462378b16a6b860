package dev.stepwise.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a candidate may not bring into a method that did not do it before: starting processes,
 * ending the JVM, files, network, reflection, native code. Calls through the project's own code and
 * libraries are not seen here; those are the sandbox's part.
 */
final class ForbiddenCalls {
  private record Ban(String what, Pattern members) {}

  private static final List<Ban> BANS =
      List.of(
          ban("native code", "native"),
          ban(
              "native code",
              "java/lang/foreign/.*|java/lang/(System|Runtime)\\.(load|loadLibrary|mapLibraryName)\\(.*"
                  + "|java/lang/ModuleLayer.*|sun/misc/.*|jdk/internal/.*"),
          ban(
              "processes",
              "java/lang/ProcessBuilder.*|java/lang/ProcessHandle.*"
                  + "|java/lang/(System|Runtime)\\.(exec|exit|halt|addShutdownHook|runFinalization)\\(.*"),
          ban(
              "files",
              "java/nio/file/.*|java/nio/channels/.*File.*"
                  + "|java/io/(File|FileInputStream|FileOutputStream|FileReader|FileWriter"
                  + "|RandomAccessFile|FileDescriptor)\\..*"
                  + "|java/io/(PrintWriter|PrintStream)\\.<init>\\(Ljava/lang/String;.*"
                  + "|java/util/Formatter\\.<init>\\(Ljava/lang/String;.*"
                  + "|java/util/zip/ZipFile.*|java/util/jar/JarFile.*"
                  + "|java/util/logging/FileHandler.*|javax/imageio/.*"),
          ban(
              "the network",
              "java/net/(?!URI\\.|URLEncoder|URLDecoder|URISyntaxException).*|javax/net/.*"
                  + "|java/nio/channels/.*Socket.*|java/nio/channels/.*Datagram.*"
                  + "|java/rmi/.*|javax/naming/.*|com/sun/net/.*"),
          ban(
              "reflection",
              "java/lang/reflect/(?!Array\\.).*|java/lang/ClassLoader\\..*|java/lang/Module\\..*"
                  + "|java/lang/invoke/MethodHandles?(\\$Lookup)?\\..*|java/lang/invoke/VarHandle.*"
                  + "|java/lang/Class\\.(forName|newInstance|get(Declared)?(Method|Field|Constructor)s?"
                  + "|getClassLoader|getResource.*|getModule)\\(.*|java/util/ServiceLoader.*"
                  + "|java/io/ObjectInputStream.*|javax/script/.*|javax/tools/.*"));

  private ForbiddenCalls() {}

  private static Ban ban(String what, String members) {
    return new Ban(what, Pattern.compile(members));
  }

  /** What {@code after} does and {@code before} did not, one line each; empty if nothing. */
  static List<String> introduced(References before, References after) {
    List<String> found = new ArrayList<>();
    after
        .byMethod()
        .forEach(
            (method, used) -> {
              Set<String> had = before.of(method);
              used.stream()
                  .filter(member -> !had.contains(member))
                  .forEach(
                      member ->
                          banned(member)
                              .ifPresent(
                                  what ->
                                      found.add(method + " would use " + what + ": " + member)));
            });
    return found;
  }

  /**
   * The same where the unchanged file has no class files: what its text names, it had.
   *
   * @param before the unchanged file's text
   */
  static List<String> introduced(String before, References after) {
    List<String> found = new ArrayList<>();
    after
        .byMethod()
        .forEach(
            (method, used) ->
                used.stream()
                    .filter(member -> !before.contains(simpleName(member)))
                    .forEach(
                        member ->
                            banned(member)
                                .ifPresent(
                                    what ->
                                        found.add(method + " would use " + what + ": " + member))));
    return found;
  }

  /** {@code exit} of {@code java/lang/System.exit(I)V}; the class's own name for constructors. */
  private static String simpleName(String member) {
    int dot = member.indexOf('.');
    if (dot < 0) {
      return member;
    }
    String owner = member.substring(member.lastIndexOf('/', dot) + 1, dot);
    String name = member.substring(dot + 1).split("[(:]", 2)[0];
    return name.equals("<init>") ? owner.substring(owner.lastIndexOf('$') + 1) : name;
  }

  private static Optional<String> banned(String member) {
    return BANS.stream()
        .filter(ban -> ban.members().matcher(member).matches())
        .map(Ban::what)
        .findFirst();
  }

  /** Whether {@code after} uses something of the JDK that {@code before} does not use anywhere. */
  static boolean usesMoreOfTheJdk(References before, References after) {
    return after.byMethod().values().stream()
        .flatMap(Set::stream)
        .filter(member -> member.startsWith("java/") || member.startsWith("javax/"))
        .anyMatch(
            member -> before.byMethod().values().stream().noneMatch(used -> used.contains(member)));
  }
}
