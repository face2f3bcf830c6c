package dev.underpin.testkit;

import java.io.IOException;

/**
 * Starts a test server for somebody outside a test: prints its URL and keeps it until standard
 * input ends.
 */
public final class ServerMain {
  private ServerMain() {}

  /**
   * @param args the server's name, such as {@code postgresql 18}
   */
  public static void main(String[] args) throws IOException {
    try (TestDatabase database = TestServers.named(String.join(" ", args)).newDatabase()) {
      System.out.println(database.url());
      System.in.transferTo(java.io.OutputStream.nullOutputStream());
    }
  }
}
