package dev.stepwise.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwise.model.catalogue.Catalogue;
import dev.stepwise.model.catalogue.Entry;
import dev.stepwise.model.catalogue.Fit;
import dev.stepwise.model.catalogue.LocalModels;
import dev.stepwise.model.host.Models;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The catalogue as a table, with what this machine makes of it. */
record ModelsList(Models models, LocalModels local, Fit fit) {
  private static final String ROW = "%-22s %9s %9s  %-5s %-16s %s%n";

  void print(PrintWriter out) {
    Catalogue catalogue = models.catalogue();
    Optional<Entry> recommended = fit.recommended(catalogue);
    out.printf(ROW, "model", "file", "memory", "fits", "licence", "");
    for (Entry entry : catalogue.entries()) {
      out.printf(
          ROW,
          entry.id(),
          entry.size() == 0 ? "?" : megabytes(entry.size()),
          entry.memoryAt4k().map(ModelsList::megabytes).orElse("?"),
          fit.fits(entry).map(yes -> yes ? "yes" : "no").orElse("?"),
          entry.licence().id() + (entry.licence().commercialUse() ? "" : " *"),
          remarks(entry, catalogue, recommended));
    }
    out.printf(
        "%nMemory: with a context of 4,096 tokens; free: %s. ?: no primary source tells.%n"
            + "* not for commercial use, or only under conditions: read the licence first.%n",
        megabytes(fit.memory().available()));
    List<LocalModels.Found> elsewhere = local.list();
    if (!elsewhere.isEmpty()) {
      out.printf("%nOf other programs, to be used as --model:%n");
      elsewhere.forEach(f -> out.printf("%-60s %9s%n", f.spec(), megabytes(f.size())));
    }
    out.flush();
  }

  /**
   * Prints {@code {"freeMb":N,"models":[…],"elsewhere":[…]}}: what editors offer to choose from.
   * Sizes are in megabytes, memory that of a context of 4,096 tokens; what no source tells is left
   * out.
   */
  void printJson(PrintWriter out) {
    Catalogue catalogue = models.catalogue();
    Optional<Entry> recommended = fit.recommended(catalogue);
    ObjectNode all = new ObjectMapper().createObjectNode();
    all.put("freeMb", fit.memory().available() >> 20);
    var entries = all.putArray("models");
    for (Entry entry : catalogue.entries()) {
      ObjectNode one = entries.addObject().put("id", entry.id());
      if (entry.size() != 0) {
        one.put("fileMb", entry.size() >> 20);
      }
      entry.memoryAt4k().ifPresent(bytes -> one.put("memoryMb", bytes >> 20));
      fit.fits(entry).ifPresent(fits -> one.put("fits", fits));
      one.put("licence", entry.licence().id());
      one.put("commercialUse", entry.licence().commercialUse());
      one.put("here", models.store().find(entry.id()).isPresent());
      one.put("canBePulled", !entry.sources().isEmpty() && !entry.sha256().isEmpty());
      one.put("default", entry.id().equals(catalogue.defaultModel()));
      one.put("recommended", recommended.filter(entry::equals).isPresent());
    }
    var elsewhere = all.putArray("elsewhere");
    local
        .list()
        .forEach(f -> elsewhere.addObject().put("model", f.spec()).put("fileMb", f.size() >> 20));
    out.println(all);
    out.flush();
  }

  private String remarks(Entry entry, Catalogue catalogue, Optional<Entry> recommended) {
    List<String> remarks = new ArrayList<>();
    if (models.store().find(entry.id()).isPresent()) {
      remarks.add("here");
    }
    if (entry.id().equals(catalogue.defaultModel())) {
      remarks.add("default");
    }
    if (recommended.filter(entry::equals).isPresent()) {
      remarks.add("recommended here");
    }
    if (entry.sources().isEmpty()) {
      remarks.add("no download known");
    } else if (entry.sha256().isEmpty()) {
      remarks.add("hash unknown");
    }
    return String.join(", ", remarks);
  }

  private static String megabytes(long bytes) {
    return "%,d MB".formatted(bytes >> 20);
  }
}
