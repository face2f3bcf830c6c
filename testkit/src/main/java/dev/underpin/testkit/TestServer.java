package dev.underpin.testkit;

/**
 * A database server that tests may use as they like.
 *
 * <p>It starts when the first database is asked for, once in a JVM, and is gone when the JVM is.
 * One that cannot be started fails the test with the reason; a test is never skipped for want of a
 * server.
 *
 * <p>{@code toString} is {@link #name()}, so that parameterised tests can be run over {@link
 * TestServers#all()}.
 */
public interface TestServer {
  /** What test reports call it, such as {@code postgresql 18}. */
  String name();

  /** The engine's name in lower case, such as {@code postgresql}. */
  String engine();

  /** A new, empty database. The caller closes it, and it is dropped. */
  TestDatabase newDatabase();
}
