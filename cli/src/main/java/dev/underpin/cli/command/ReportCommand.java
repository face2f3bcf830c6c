package dev.underpin.cli.command;

import dev.underpin.cli.html.HistorySection;
import dev.underpin.cli.html.HtmlPage;
import dev.underpin.cli.html.HtmlSection;
import dev.underpin.cli.html.MessageSection;
import dev.underpin.cli.html.SchemaSection;
import dev.underpin.cli.terminal.ExitCode;
import dev.underpin.cli.terminal.Secrets;
import dev.underpin.cli.terminal.Terminal;
import dev.underpin.cli.text.DbmlText;
import dev.underpin.cli.text.MermaidText;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.file.TextFiles;
import dev.underpin.workflow.adopt.InspectWorkflow;
import dev.underpin.workflow.plan.PlanReport;
import dev.underpin.workflow.plan.PlanResult;
import dev.underpin.workflow.plan.PlanWorkflow;
import dev.underpin.workflow.settings.Settings;
import dev.underpin.workflow.status.DriftReport;
import dev.underpin.workflow.status.DriftWorkflow;
import dev.underpin.workflow.status.StatusResult;
import dev.underpin.workflow.status.StatusWorkflow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "report",
    header = "Write a page about a database: its schema, the pending plan, drift and history.",
    description = {
      "",
      """
      Writes one HTML file that needs no network: a diagram of the tables and each of them with \
      its columns, the plan from the live schema to the YAML, drift with both sides, and every \
      migration with the times that were predicted and observed of its steps. It changes nothing \
      in the database. What cannot be told, such as drift of a database without history, is \
      said in its place."""
    },
    footer = {"  underpin report --url sqlite:shop.db -o report.html"},
    exitCodeList = {"0:written", CliCommand.FAILED, CliCommand.TIMEOUT, CliCommand.USAGE})
final class ReportCommand extends CliCommand {
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin SchemaOption schema = new SchemaOption();
  @Mixin MigrationsOption migrations = new MigrationsOption();
  @Mixin ScratchOption scratch = new ScratchOption();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write to this file instead of to standard output.")
  Optional<Path> output = Optional.empty();

  enum Format {
    HTML,
    MERMAID,
    DBML
  }

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "html, or only the tables and their references as mermaid or dbml. Default: html.")
  Format format = Format.HTML;

  ReportCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    Settings settings = settings(connection, scratch.url, schema.path, migrations.path, Map.of());
    Catalog catalog = new InspectWorkflow(settings).inspect("schema.yaml").catalog();
    switch (format) {
      case HTML -> write(page(settings, catalog));
      case MERMAID -> write(MermaidText.of(catalog));
      case DBML -> write(DbmlText.of(catalog));
    }
    return ExitCode.OK;
  }

  private String page(Settings settings, Catalog catalog) {
    HtmlPage page =
        new HtmlPage(
            catalog.database() + " on " + catalog.engine(),
            List.of(
                SchemaSection.of("schema", "Schema", catalog),
                told("plan", "Plan", () -> plan(settings)),
                told("drift", "Drift", () -> drift(settings)),
                told("history", "History", () -> history(settings))));
    return page.text();
  }

  /** A part that cannot be made takes nothing from the others. */
  private HtmlSection told(String id, String heading, Supplier<HtmlSection> section) {
    try {
      return section.get();
    } catch (UnderpinException e) {
      return new MessageSection(id, heading, suggestions().complete(e.labelled()));
    }
  }

  private HtmlSection plan(Settings settings) {
    if (!Files.exists(settings.schema()))
      return new MessageSection(
          "plan", "Plan", "There is no " + settings.schema() + " to plan with (--schema).");
    PlanResult result =
        new PlanWorkflow(settings, new AllowOptions().choices(Optional.empty()), terminal.clock())
            .plan();
    return Pages.plan(this, "plan", "Plan", result, PlanReport.of(result, settings.schema()));
  }

  private HtmlSection drift(Settings settings) {
    DriftReport report = DriftReport.of(new DriftWorkflow(settings).fromHistory(), settings);
    return Pages.drift(this, "drift", "Drift", report, DriftCommand.TO_HISTORY);
  }

  private HtmlSection history(Settings settings) {
    StatusWorkflow workflow = new StatusWorkflow(settings, terminal.clock());
    StatusResult result = workflow.status();
    return HistorySection.of("history", "History", result, workflow.measures(result));
  }

  private void write(String text) {
    if (output.isEmpty()) {
      printRaw(text);
      return;
    }
    TextFiles.write(terminal.directory().resolve(output.get()), Secrets.mask(text));
    say("Wrote " + output.get() + ".");
  }
}
