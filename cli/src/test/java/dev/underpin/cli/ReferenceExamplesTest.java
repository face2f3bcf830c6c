package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each example of the YAML reference that names engines is applied on them, and rolled back. */
class ReferenceExamplesTest {
  private static final Pattern EXAMPLE = Pattern.compile("(?s)\n```yaml ([a-z ]+)\n(.*?)\n```\n");
  private static final Map<String, TestServer> SERVERS =
      Map.of(
          "sqlite", TestServers.sqlite(),
          "postgresql", TestServers.postgresql(18),
          "mysql", TestServers.mysql(),
          "mariadb", TestServers.mariaDb());

  /** Roles belong to the whole server, and stay. */
  private static final String ROLES =
      """
      do $$
      declare wanted text;
      begin
        foreach wanted in array array['reporting', 'app', 'admin', 'shop_owner', 'deployer'] loop
          if not exists (select from pg_roles where rolname = wanted) then
            execute format('create role %I', wanted);
          end if;
        end loop;
      end $$;
      """;

  @TempDir Path folder;

  static List<Arguments> examples() throws IOException {
    List<Arguments> examples = new ArrayList<>();
    String page = Files.readString(Path.of("..", "docs", "yaml.md"));
    for (MatchResult found : EXAMPLE.matcher(page).results().toList())
      for (String engine : found.group(1).split(" "))
        examples.add(arguments(engine, found.group(2) + "\n"));
    return examples;
  }

  @Test
  void each_kind_of_object_has_an_example() throws IOException {
    StringBuilder all = new StringBuilder();
    for (Arguments example : examples()) all.append(example.get()[1]);
    for (var kind : dev.underpin.schema.model.SchemaObject.Kind.OBJECTS)
      assertThat(all.toString()).as(kind.key()).containsPattern("(?m)^ *" + kind.key() + ":");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void an_example_goes_forward_and_back(String engine, String yaml) {
    StandardRun run = new StandardRun(folder, Objects.requireNonNull(SERVERS.get(engine)));
    if (yaml.contains("grants:")) run = run.start(ROLES).withGrants();
    run.targetYaml(yaml).goesForwardAndBack();
  }
}
