package dev.underpin.cli.command;

import dev.underpin.cli.ExitCode;
import dev.underpin.cli.Terminal;
import dev.underpin.cli.text.DriftJson;
import dev.underpin.cli.text.DriftText;
import dev.underpin.workflow.DriftResult;
import dev.underpin.workflow.DriftWorkflow;
import dev.underpin.workflow.settings.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "drift",
    header = "Say whether the live schema is what the last migration left.",
    description = {
      "",
      "Compares the live catalog with what the ledger recorded after the last executed step, and names every object that"
          + " differs with both sides. With --schema it compares with the YAML instead. It needs no right but to read.",
      ""
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExample:%n",
    footer = {
      "  underpin drift --url postgresql://reader@db.example.com/shop || echo 'somebody was here'"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:in plumb: nothing differs",
      Base.FAILED,
      "2:drifted",
      Base.TIMEOUT,
      Base.USAGE
    })
final class DriftCommand extends Base {
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin MigrationsOption migrations = new MigrationsOption();

  @Mixin ScratchOption scratch = new ScratchOption();

  @Option(
      names = "--schema",
      paramLabel = "PATH",
      description = "Compare with this YAML file or folder instead of the ledger.")
  Optional<Path> schema = Optional.empty();

  @Option(names = "--format", paramLabel = "FORMAT", description = "text or json. Default: text.")
  ReportFormat format = ReportFormat.TEXT;

  DriftCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    refuse(
        schema.isEmpty() && scratch.url.isPresent(),
        "What the ledger recorded needs no server to be spelled: --scratch-url goes with --schema.");
    Settings settings = settings(connection, scratch.url, schema, migrations.path, Map.of());
    DriftWorkflow workflow = new DriftWorkflow(settings);
    DriftResult result = schema.isPresent() ? workflow.fromSchema() : workflow.fromLedger();
    if (format == ReportFormat.TEXT) say(result.notes());
    print(format == ReportFormat.JSON ? DriftJson.of(result) : DriftText.of(result, style()));
    return result.inPlumb() ? ExitCode.OK : ExitCode.DIFFERENT;
  }
}
