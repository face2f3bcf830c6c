package dev.underpin.cli;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Dependencies between modules and between packages point one way, and engines are known in their
 * own packages alone.
 */
class ArchitectureTest {
  private static final String[] ENGINES = {"..mysql..", "..postgresql..", "..sqlite.."};
  private static final List<String> MODULES =
      List.of(
          "schema",
          "dialect",
          "introspect",
          "planner",
          "runner",
          "workflow",
          "language-server",
          "cli");

  /** An engine's id as a whole string; a sentence that names an engine is for people. */
  private static final Pattern ENGINE_ID =
      Pattern.compile("\"(postgresql|postgres|mysql|mariadb|sqlite)\"");

  private static final String API = "dev.underpin.workflow";

  private static JavaClasses all;

  @BeforeAll
  static void read() {
    all =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("testkit"))
            .importPackages("dev.underpin");
  }

  @Test
  void modules_depend_on_each_other_one_way() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("schema")
        .definedBy("dev.underpin.schema..")
        .layer("dialect")
        .definedBy("dev.underpin.dialect..")
        .layer("introspect")
        .definedBy("dev.underpin.introspect..")
        .layer("planner")
        .definedBy("dev.underpin.planner..")
        .layer("runner")
        .definedBy("dev.underpin.runner..")
        .layer("workflow")
        .definedBy("dev.underpin.workflow..")
        .layer("language server")
        .definedBy("dev.underpin.languageserver..")
        .layer("cli")
        .definedBy("dev.underpin.cli..")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("language server")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("workflow")
        .mayOnlyBeAccessedByLayers("language server", "cli")
        .whereLayer("runner")
        .mayOnlyBeAccessedByLayers("workflow", "language server", "cli")
        .whereLayer("planner")
        .mayOnlyBeAccessedByLayers("runner", "workflow", "language server", "cli")
        .whereLayer("introspect")
        .mayOnlyBeAccessedByLayers("runner", "workflow", "language server", "cli")
        .whereLayer("dialect")
        .mayOnlyBeAccessedByLayers(
            "introspect", "planner", "runner", "workflow", "language server", "cli")
        .check(all);
  }

  @Test
  void no_packages_of_the_planner_depend_on_each_other() {
    slices()
        .matching("dev.underpin.(**)")
        .should()
        .beFreeOfCycles()
        .check(all.that(resideInAPackage("dev.underpin.planner..")));
  }

  /**
   * Each engine whose recipes are in rooms of their own: a room uses the kit, and no other room.
   */
  @Test
  void rooms_of_recipes_do_not_depend_on_each_other() {
    for (String engine : List.of("mysql", "postgresql", "sqlite")) {
      slices()
          .matching("dev.underpin.planner." + engine + ".(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(
              alwaysTrue(), resideInAPackage("dev.underpin.planner." + engine + ".kit.."))
          .check(all);
    }
  }

  @Test
  void no_two_packages_depend_on_each_other() {
    slices().matching("dev.underpin.(**)").should().beFreeOfCycles().check(all);
  }

  @Test
  void schema_dialect_and_planner_know_no_JDBC() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.underpin.schema..", "dev.underpin.dialect..", "dev.underpin.planner..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.sql..",
            "javax.sql..",
            "com.mysql..",
            "org.mariadb..",
            "org.postgresql..",
            "org.sqlite..")
        .check(all);
  }

  /** What two recipes need is in the kit; which recipe makes a change is said above them. */
  @Test
  void a_recipe_of_PostgreSQL_uses_the_kit_and_no_other_recipe() {
    String engine = "dev.underpin.planner.postgresql";
    slices()
        .assignedFrom(
            new SliceAssignment() {
              @Override
              public SliceIdentifier getIdentifierOf(JavaClass type) {
                boolean recipe =
                    type.getPackageName().startsWith(engine + ".")
                        && !type.getPackageName().equals(engine + ".kit");
                return recipe
                    ? SliceIdentifier.of(type.getName().replaceAll("\\$.*", ""))
                    : SliceIdentifier.ignore();
              }

              @Override
              public String getDescription() {
                return "recipes";
              }
            })
        .should()
        .notDependOnEachOther()
        .check(all);
  }

  @Test
  void an_engine_is_used_by_its_own_packages_alone() {
    for (String engine : ENGINES) {
      noClasses()
          .that()
          .resideOutsideOfPackage(engine)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.underpin" + engine)
          .check(all);
    }
  }

  /** An application that uses only what the page of the API names is not broken by the rest. */
  @Test
  void the_Java_API_shows_no_internal_type() {
    List<String> shown = new ArrayList<>();
    for (JavaClass type : all) {
      if (!type.getPackageName().equals(API)) continue;
      if (!type.getModifiers().contains(JavaModifier.PUBLIC)) continue;
      for (JavaMethod method : type.getMethods()) {
        if (!method.getModifiers().contains(JavaModifier.PUBLIC)) continue;
        Stream.concat(Stream.of(method.getRawReturnType()), method.getRawParameterTypes().stream())
            .map(JavaClass::getPackageName)
            .filter(name -> name.startsWith("dev.underpin."))
            .filter(name -> !name.equals(API) && !name.equals("dev.underpin.schema.error"))
            .forEach(name -> shown.add(method.getFullName() + ": " + name));
      }
    }
    assertThat(shown).isEmpty();
  }

  @Test
  void workflow_prints_nothing() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.underpin.languageserver..",
            "dev.underpin.workflow..",
            "dev.underpin.runner..",
            "dev.underpin.planner..",
            "dev.underpin.schema..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(all);
  }

  @Test
  void only_the_program_ends_the_process() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.underpin.cli.Main")
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(all);
  }

  @Test
  void nothing_is_serialised_and_no_framework_is_used() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideOutsideOfPackages("lombok..", "org.springframework..", "org.apache..")
        .check(all);
  }

  @Test
  void the_id_of_an_engine_stands_in_no_source_outside_of_its_packages() throws IOException {
    List<String> found = new ArrayList<>();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          String path = file.toString().replace('\\', '/');
          if (path.matches(".*/(mysql|postgresql|sqlite)/.*")) continue;
          // The flag is part of the outside contract, and names the engine.
          if (path.endsWith("/PlanCommand.java")) continue;
          if (ENGINE_ID.matcher(Files.readString(file)).find()) found.add(path);
        }
      }
    }
    assertThat(found).isEmpty();
  }
}
