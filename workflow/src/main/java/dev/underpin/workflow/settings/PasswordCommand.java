package dev.underpin.workflow.settings;

import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A command whose first line of output is the password of a database. It is run by the shell, each
 * time a database is opened, and what it says is never printed.
 *
 * @param key the key of {@code underpin.yaml} that has it
 * @param directory the folder of {@code underpin.yaml}, where it runs
 */
public record PasswordCommand(String key, String command, Path directory) {
  static final String OF_DATABASE = "password_command";
  static final String OF_SCRATCH = "scratch_password_command";

  private static final int SECONDS = 30;

  private static final Pattern PASSWORD = Pattern.compile("//[^/?@]*:[^/?@]*@|[?&]password=");

  /** True for a URL that has a password of its own. */
  public static boolean isIn(String url) {
    return PASSWORD.matcher(url).find();
  }

  /** The URL with the password; one from a file or a variable counts less. */
  public DatabaseUrl added(DatabaseUrl url) {
    Map<String, String> properties = new HashMap<>(url.properties());
    properties.put("password", password());
    return new DatabaseUrl(url.engineId(), url.jdbcUrl(), properties, url.display(), url.source());
  }

  private String password() {
    try {
      return new CommandOutput(command, directory, SECONDS)
          .lines().stream()
              .findFirst()
              .filter(p -> !p.isEmpty())
              .orElseThrow(() -> failed("the first line that it prints is empty"));
    } catch (CommandOutput.Failed e) {
      throw failed(e.why());
    }
  }

  private UnderpinException failed(String why) {
    return UnderpinException.failed(
        FindingCode.PASSWORD_COMMAND,
        "%s gave no password: %s. The database was not connected to.".formatted(key, why));
  }

  /** The text may have a secret in it. */
  @Override
  public String toString() {
    return key;
  }
}
