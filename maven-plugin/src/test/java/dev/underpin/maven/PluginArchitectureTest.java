package dev.underpin.maven;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.underpin.cli.Main;
import dev.underpin.cli.terminal.ExitCode;
import dev.underpin.cli.terminal.Terminal;
import org.junit.jupiter.api.Test;

/** A goal runs a command line, and knows nothing of what the command does. */
class PluginArchitectureTest {
  @Test
  void the_plugin_uses_the_entry_of_the_program_alone() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.underpin..")
                .and(
                    resideInAPackage("dev.underpin.maven")
                        .or(JavaClass.Predicates.equivalentTo(Main.class))
                        .or(JavaClass.Predicates.equivalentTo(Terminal.class))
                        .or(JavaClass.Predicates.equivalentTo(ExitCode.class))
                        .negate()))
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.underpin.maven"));
  }
}
