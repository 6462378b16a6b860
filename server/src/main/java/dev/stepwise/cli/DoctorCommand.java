package dev.stepwise.cli;

import dev.stepwise.model.ModelException;
import dev.stepwise.model.catalogue.Catalogue;
import dev.stepwise.model.catalogue.Entry;
import dev.stepwise.model.catalogue.FreeMemory;
import dev.stepwise.model.catalogue.ModelStore;
import dev.stepwise.model.host.Models;
import dev.stepwise.model.llama.Natives;
import dev.stepwise.settings.UserException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What is here, one line each, with what to do. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Checks what Stepwise needs on this machine; exit 2 if something is missing.")
final class DoctorCommand implements Callable<Integer> {
  private static final int LEAST_JDK = 25;
  private static final long LEAST_MEMORY = 1L << 30;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** How a check ended. */
  private enum Verdict {
    OK,
    /** Works without it, with less. */
    LESS,
    MISSING
  }

  private record Finding(String name, Verdict verdict, String text) {}

  @Override
  public Integer call() {
    List<Finding> findings = new ArrayList<>();
    findings.add(guarded("jdk", DoctorCommand::jdk));
    findings.add(guarded("memory", DoctorCommand::memory));
    findings.add(guarded("natives", DoctorCommand::natives));
    findings.add(guarded("models", DoctorCommand::models));
    findings.add(guarded("sandbox", DoctorCommand::sandbox));
    findings.add(tool("maven", "Java projects with a pom.xml", "mvn", "-v"));
    findings.add(
        tool("gradle", "Java projects with a build.gradle and no wrapper", "gradle", "-v"));
    findings.add(tool("python", "Python projects and pulling models by pip", "python3", "-V"));
    findings.add(tool("node", "JavaScript projects", "node", "-v"));
    PrintWriter out = Main.out(spec);
    for (Finding finding : findings) {
      out.printf("%-8s %-8s %s%n", finding.name(), mark(finding.verdict()), finding.text());
    }
    out.flush();
    return findings.stream().anyMatch(f -> f.verdict() == Verdict.MISSING) ? 2 : 0;
  }

  private static String mark(Verdict verdict) {
    return switch (verdict) {
      case OK -> "ok";
      case LESS -> "note";
      case MISSING -> "MISSING";
    };
  }

  private static Finding guarded(String name, Supplier<Finding> check) {
    try {
      return check.get();
    } catch (UserException | ModelException e) {
      return new Finding(name, Verdict.MISSING, String.valueOf(e.getMessage()));
    }
  }

  private static Finding jdk() {
    int version = Runtime.version().feature();
    String text =
        "%s, %s %s, in %s"
            .formatted(
                Runtime.version(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                System.getProperty("java.home"));
    return version >= LEAST_JDK
        ? new Finding("jdk", Verdict.OK, text)
        : new Finding("jdk", Verdict.MISSING, text + "; install JDK 25 and set JAVA_HOME to it");
  }

  private static Finding memory() {
    FreeMemory memory = FreeMemory.now();
    String text =
        "%,d of %,d MB available, %d processors"
            .formatted(
                memory.available() >> 20,
                memory.total() >> 20,
                Runtime.getRuntime().availableProcessors());
    return memory.available() >= LEAST_MEMORY
        ? new Finding("memory", Verdict.OK, text)
        : new Finding("memory", Verdict.LESS, text + "; close something before you run a model");
  }

  private static Finding natives() {
    return new Finding("natives", Verdict.OK, "llama.cpp in " + Natives.folder());
  }

  private static Finding models() {
    Models models = Models.ofUser();
    Catalogue catalogue = models.catalogue();
    ModelStore store = models.store();
    List<String> here =
        catalogue.entries().stream()
            .map(Entry::id)
            .filter(id -> store.find(id).isPresent())
            .toList();
    String text = (here.isEmpty() ? "none" : String.join(", ", here)) + " in " + store.folder();
    return here.contains(catalogue.defaultModel())
        ? new Finding("models", Verdict.OK, text)
        : new Finding(
            "models",
            Verdict.LESS,
            text + "; the default is pulled at first use, or now by `stepwise models pull`");
  }

  private static Finding sandbox() {
    Optional<String> works =
        Probe.run("bwrap", "--ro-bind", "/", "/", "--unshare-net", "true").map(o -> "bwrap");
    return works.isPresent()
        ? new Finding("sandbox", Verdict.OK, "bwrap: tests run without network and home folder")
        : new Finding(
            "sandbox",
            Verdict.LESS,
            "no working bwrap: tests run with limits but unconfined; install bubblewrap on Linux");
  }

  private static Finding tool(String name, String purpose, String... command) {
    return Probe.run(command)
        .map(output -> new Finding(name, Verdict.OK, output))
        .orElseGet(
            () -> new Finding(name, Verdict.LESS, "not found; needed for " + purpose + " only"));
  }
}
