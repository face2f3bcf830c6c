package dev.underpin.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the goals do with their parameters; the projects below src/it run them in Maven. */
class GoalsTest {
  private static final String SECRET = "s3cret &/:+";

  @TempDir Path folder;
  private final List<String> log = new ArrayList<>();

  private <T extends CommandMojo> T inFolder(T goal) {
    goal.basedir = new File(folder.toString());
    goal.setLog(
        new SystemStreamLog() {
          @Override
          public void info(CharSequence line) {
            log.add(line.toString());
          }
        });
    return goal;
  }

  private void schema() throws Exception {
    Files.writeString(folder.resolve("schema.yaml"), "tables: {t: {columns: {id: bigint}}}");
  }

  @Test
  void a_goal_prints_what_the_command_prints() throws Exception {
    schema();
    inFolder(new ValidateMojo()).execute();
    assertThat(log).containsExactly(folder.resolve("schema.yaml") + " is valid: 1 table.");
  }

  @Test
  void a_goal_that_is_skipped_runs_nothing() throws Exception {
    ValidateMojo goal = inFolder(new ValidateMojo());
    goal.skip = true;
    goal.execute();
    assertThat(log).containsExactly("Skipped, since underpin.skip is set");
  }

  @Test
  void changes_fail_a_build_that_asks_for_it() throws Exception {
    schema();
    PlanMojo goal = inFolder(new PlanMojo());
    goal.url = "sqlite:shop.db";
    goal.execute();
    goal.failOnChanges = true;
    assertThatThrownBy(goal::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageStartingWith("The database is not as declared.");
    assertThat(log).anyMatch(line -> line.contains("+ table t"));
  }

  @Test
  void a_result_is_written_to_a_file() throws Exception {
    schema();
    PlanMojo goal = inFolder(new PlanMojo());
    goal.url = "sqlite:shop.db";
    goal.format = "json";
    goal.outputFile = "target/plan.json";
    goal.execute();
    assertThat(folder.resolve("target/plan.json")).content().startsWith("{").endsWith("}\n");
  }

  @Test
  void a_password_comes_from_the_settings_and_is_never_printed() {
    StatusMojo goal = inFolder(new StatusMojo());
    // Nothing listens on this port.
    goal.url = "postgresql://127.0.0.1:1/shop";
    goal.server = "shop";
    goal.verbose = true;
    goal.settings = new Settings();
    Server server = new Server();
    server.setId("shop");
    server.setUsername("owner");
    server.setPassword("{encrypted}");
    goal.settings.addServer(server);
    goal.decrypter = decrypted();
    assertThatThrownBy(goal::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageNotContaining("s3cret");
    assertThat(log).anyMatch(line -> line.contains("owner")).noneMatch(l -> l.contains("s3cret"));
  }

  @Test
  void user_and_password_are_added_to_any_URL() {
    Login login = new Login("a b", SECRET);
    assertThat(login.addedTo("mysql://host/db"))
        .isEqualTo("mysql://host/db?user=a%20b&password=s3cret%20%26%2F%3A%2B");
    assertThat(login.addedTo("jdbc:mysql://host/db?useSSL=true"))
        .endsWith("?useSSL=true&user=a%20b&password=s3cret%20%26%2F%3A%2B");
    for (String scheme :
        List.of("postgresql", "jdbc:postgresql", "mysql", "jdbc:mysql", "mariadb", "jdbc:mariadb"))
      assertThat(
              dev.underpin.introspect.Introspectors.parseUrl(login.addedTo(scheme + "://host/db"))
                  .properties())
          .containsEntry("user", "a b")
          .containsEntry("password", SECRET);
    assertThat(login.toString()).doesNotContain("s3cret");
  }

  @Test
  void a_server_that_the_settings_do_not_have_is_named() {
    StatusMojo goal = inFolder(new StatusMojo());
    goal.server = "shop";
    assertThatThrownBy(goal::execute)
        .isInstanceOf(MojoExecutionException.class)
        .hasMessageContaining("underpin.server needs underpin.url");
    goal.url = "mysql://host/db";
    goal.settings = new Settings();
    goal.decrypter = decrypted();
    assertThatThrownBy(goal::execute).hasMessageContaining("There is no server \"shop\"");
  }

  private static SettingsDecrypter decrypted() {
    return request -> new Decrypted(request);
  }

  /** As if Maven had decrypted it. */
  private record Decrypted(SettingsDecryptionRequest request) implements SettingsDecryptionResult {
    @Override
    public Server getServer() {
      Server server = request.getServers().get(0).clone();
      server.setPassword(SECRET);
      return server;
    }

    @Override
    public List<Server> getServers() {
      return List.of(getServer());
    }

    @Override
    public org.apache.maven.settings.Proxy getProxy() {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<org.apache.maven.settings.Proxy> getProxies() {
      return List.of();
    }

    @Override
    public List<SettingsProblem> getProblems() {
      return List.of();
    }
  }
}
