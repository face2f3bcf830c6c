package dev.underpin.introspect.mysql.connection;

import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.introspect.UnixSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.util.ConfigurableSocketFactory;

/**
 * Gives MariaDB's driver a Unix socket, whatever host it asks for. Its own sockets need another
 * library.
 */
public final class MariaDbSocketFactory extends ConfigurableSocketFactory {
  private Path path = Path.of("");

  @Override
  public void setConfiguration(Configuration configuration, String host) {
    path = Path.of(configuration.nonMappedOptions().getProperty(DatabaseUrl.SOCKET, ""));
  }

  @Override
  public Socket createSocket() throws IOException {
    return new UnixSocket(path);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return connected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return connected();
  }

  private Socket connected() throws IOException {
    return UnixSocket.connected(path);
  }
}
