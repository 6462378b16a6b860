package dev.stepwise;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Only the arrows of the design are allowed between packages. */
@AnalyzeClasses(packages = "dev.stepwise", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {

  /** Package to the packages it may use, settings beside them. */
  private static final Map<String, List<String>> ARROWS = new LinkedHashMap<>();

  static {
    ARROWS.put("settings", List.of());
    ARROWS.put("edit", List.of());
    ARROWS.put("workspace", List.of("edit"));
    ARROWS.put("language", List.of("workspace", "edit"));
    ARROWS.put("index", List.of("language", "workspace", "edit"));
    ARROWS.put("model", List.of());
    ARROWS.put("verify", List.of("language", "workspace", "edit"));
    ARROWS.put("repair", List.of("verify", "language", "workspace", "edit", "model"));
    ARROWS.put(
        "agent", List.of("repair", "verify", "index", "language", "workspace", "edit", "model"));
    ARROWS.put(
        "lsp", List.of("agent", "verify", "index", "language", "workspace", "edit", "model"));
    ARROWS.put(
        "bench",
        List.of(
            "lsp", "agent", "repair", "verify", "index", "language", "workspace", "edit", "model"));
    ARROWS.put(
        "cli",
        List.of(
            "bench",
            "lsp",
            "agent",
            "repair",
            "verify",
            "index",
            "language",
            "workspace",
            "edit",
            "model"));
  }

  @ArchTest static final ArchRule ARROWS_HOLD = arrows();

  private static ArchRule arrows() {
    LayeredArchitecture rule =
        layeredArchitecture().consideringOnlyDependenciesInAnyPackage("dev.stepwise..");
    for (String layer : ARROWS.keySet()) {
      rule = rule.optionalLayer(layer).definedBy("dev.stepwise." + layer + "..");
    }
    for (Map.Entry<String, List<String>> arrow : ARROWS.entrySet()) {
      if (arrow.getKey().equals("settings")) {
        rule = rule.whereLayer("settings").mayNotAccessAnyLayer();
        continue;
      }
      List<String> targets = new java.util.ArrayList<>(arrow.getValue());
      targets.add("settings");
      rule = rule.whereLayer(arrow.getKey()).mayOnlyAccessLayers(targets.toArray(String[]::new));
    }
    return rule;
  }
}
