package dev.underpin.introspect.mysql.connection;

import com.mysql.cj.conf.PropertySet;
import com.mysql.cj.protocol.StandardSocketFactory;
import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.introspect.UnixSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Path;

/** Gives MySQL's driver a Unix socket, whatever host it asks for. */
public final class MysqlSocketFactory extends StandardSocketFactory {
  @Override
  protected Socket createSocket(PropertySet properties) {
    try {
      return new UnixSocket(Path.of(properties.getStringProperty(DatabaseUrl.SOCKET).getValue()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
