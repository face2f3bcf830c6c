package dev.underpin.workflow.script;

/** A statement, or a part of one, is not understood; the message says what. */
final class NotRead extends Exception {
  private static final long serialVersionUID = 1L;

  NotRead(String what) {
    super(what);
  }
}
