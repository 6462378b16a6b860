package dev.stepwise.cli;

import dev.stepwise.model.catalogue.Catalogue;
import dev.stepwise.model.catalogue.Entry;
import dev.stepwise.model.catalogue.Fit;
import dev.stepwise.model.catalogue.LocalModels;
import dev.stepwise.model.catalogue.ModelStore;
import dev.stepwise.model.host.Models;
import dev.stepwise.settings.Budget;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The catalogue of models and the weights on this machine. */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    description = "What can be run and what is here.")
final class ModelsCommand implements Runnable {
  private static final Budget NO_LIMIT = Budget.of(Duration.ofDays(7));

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "what about models? one of list, pull ID, verify, where");
  }

  @Command(
      description = "Shows what can be run, what is here, and what fits this machine.",
      mixinStandardHelpOptions = true)
  void list(
      @Option(names = "--json", description = "For programs: one object on standard output.")
          boolean json) {
    ModelsList list = new ModelsList(Models.ofUser(), LocalModels.ofUser(), Fit.now());
    if (json) {
      list.printJson(Main.out(spec));
    } else {
      list.print(Main.out(spec));
    }
  }

  @Command(description = "Fetches the weights of a model.", mixinStandardHelpOptions = true)
  void pull(
      @Parameters(paramLabel = "ID", arity = "0..1", description = "Default: the default model.")
          Optional<String> id,
      @Option(names = "--yes", description = "Use weights whose hash the catalogue does not know.")
          boolean yes) {
    Models models = Models.ofUser();
    Catalogue catalogue = models.catalogue();
    ModelStore store = models.store();
    Path weights =
        store.pull(id.orElse(catalogue.defaultModel()), ConsoleProgress.ofProcess(yes), NO_LIMIT);
    Main.out(spec).println(weights);
    Main.out(spec).flush();
  }

  @Command(description = "Reads all weights again.", mixinStandardHelpOptions = true)
  int verify() {
    Models models = Models.ofUser();
    Catalogue catalogue = models.catalogue();
    ModelStore store = models.store();
    PrintWriter out = Main.out(spec);
    int bad = 0;
    for (Entry entry : catalogue.entries()) {
      if (store.find(entry.id()).isPresent()) {
        Optional<String> wrong = store.verify(entry.id(), NO_LIMIT);
        out.printf("%-24s %s%n", entry.id(), wrong.orElse("ok"));
        bad += wrong.isPresent() ? 1 : 0;
      }
    }
    out.flush();
    return bad == 0 ? 0 : 1;
  }

  @Command(description = "Prints the folder of the weights.", mixinStandardHelpOptions = true)
  void where() {
    Main.out(spec).println(Models.ofUser().store().folder());
    Main.out(spec).flush();
  }
}
