package dev.underpin.introspect.mysql.connection;

import dev.underpin.dialect.mysql.MariaDbDialectProvider;
import dev.underpin.introspect.UrlText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;

/**
 * {@code sslmode} and {@code sslrootcert} as PostgreSQL spells them, in the words of the two
 * drivers (<a
 * href="https://dev.mysql.com/doc/connector-j/en/connector-j-connp-props-security.html">Connector/J</a>,
 * <a
 * href="https://mariadb.com/docs/connectors/mariadb-connector-j/using-tls-ssl-with-mariadb-java-connector">MariaDB</a>).
 */
final class Tls {
  private static final Set<String> WORDS =
      Set.of("disable", "prefer", "require", "verify-ca", "verify-full");
  private static final String MODE = "sslMode";
  private static final String ROOT = "sslrootcert";

  private Tls() {}

  /** Put the driver's own settings in the place of ours. */
  static void apply(String engineId, Properties properties) {
    boolean isMariaDb = engineId.equals(MariaDbDialectProvider.ENGINE_ID);
    Optional<String> mode = take(properties, "sslmode");
    Optional<String> root = take(properties, ROOT);
    mode.ifPresent(word -> properties.setProperty(MODE, word(word, isMariaDb)));
    if (root.isEmpty()) return;
    Path file = Path.of(root.get());
    if (!Files.isReadable(file))
      throw UrlText.usage("The file %s cannot be read (sslrootcert).".formatted(root.get()));
    if (isMariaDb) properties.setProperty("serverSslCert", root.get());
    else trust(file, properties);
  }

  /** True where a connection without TLS is to be tried too; the driver of MariaDB does not. */
  static boolean mayDoWithout(String engineId, Properties properties) {
    return engineId.equals(MariaDbDialectProvider.ENGINE_ID)
        && properties.stringPropertyNames().stream()
            .filter(key -> key.equalsIgnoreCase(MODE))
            .anyMatch(key -> properties.getProperty(key).equalsIgnoreCase("prefer"));
  }

  private static String word(String written, boolean isMariaDb) {
    String word = written.toLowerCase(Locale.ROOT);
    // The drivers' own words stay as they are.
    if (!WORDS.contains(word)) return written;
    return switch (word) {
      case "disable" -> isMariaDb ? "disable" : "DISABLED";
      case "prefer" -> isMariaDb ? "trust" : "PREFERRED";
      case "require" -> isMariaDb ? "trust" : "REQUIRED";
      case "verify-ca" -> isMariaDb ? "verify-ca" : "VERIFY_CA";
      default -> isMariaDb ? "verify-full" : "VERIFY_IDENTITY";
    };
  }

  private static Optional<String> take(Properties properties, String key) {
    List<String> names =
        properties.stringPropertyNames().stream().filter(key::equalsIgnoreCase).toList();
    Optional<String> value = names.stream().findFirst().map(properties::getProperty);
    names.forEach(properties::remove);
    return value;
  }

  /** The driver takes certificates only in a key store. */
  private static void trust(Path pem, Properties properties) {
    try (InputStream in = Files.newInputStream(pem)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      int number = 0;
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(in))
        store.setCertificateEntry("ca" + number++, certificate);
      String password = UUID.randomUUID().toString();
      Path file = Files.createTempFile("underpin-ca", ".p12");
      file.toFile().deleteOnExit();
      try (OutputStream out = Files.newOutputStream(file)) {
        store.store(out, password.toCharArray());
      }
      properties.setProperty("trustCertificateKeyStoreUrl", file.toUri().toString());
      properties.setProperty("trustCertificateKeyStoreType", "PKCS12");
      properties.setProperty("trustCertificateKeyStorePassword", password);
      properties.setProperty("fallbackToSystemTrustStore", "false");
    } catch (IOException | GeneralSecurityException e) {
      throw UrlText.usage(
          "The file %s has no certificate (sslrootcert): %s".formatted(pem, e.getMessage()));
    }
  }
}
