package dev.underpin.maven;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** The user and the password that Maven's {@code settings.xml} has below the id of a server. */
record Login(@Nullable String user, @Nullable String password) {
  static Login of(String id, Settings settings, SettingsDecrypter decrypter)
      throws MojoExecutionException {
    Server server = settings.getServer(id);
    if (server == null)
      throw new MojoExecutionException(
          "There is no server \"%s\" in Maven's settings.xml. Add one with its username and password, or remove underpin.server."
              .formatted(id));
    Server readable = decrypter.decrypt(new DefaultSettingsDecryptionRequest(server)).getServer();
    return new Login(readable.getUsername(), readable.getPassword());
  }

  /** A URL with both; whatever prints it masks the password. */
  String addedTo(String url) {
    StringBuilder text = new StringBuilder(url);
    add(text, "user", user);
    add(text, "password", password);
    return text.toString();
  }

  private static void add(StringBuilder url, String name, @Nullable String value) {
    if (value == null) return;
    url.append(url.indexOf("?") < 0 ? '?' : '&')
        .append(name)
        .append('=')
        .append(URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
  }

  /** Nobody reads a password in a log. */
  @Override
  public String toString() {
    return "Login[" + user + "]";
  }
}
