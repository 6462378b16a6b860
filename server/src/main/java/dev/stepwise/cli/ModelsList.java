package dev.stepwise.cli;

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
