package dev.underpin.languageserver;

import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.services.WorkspaceService;

/** What the editor tells of files that change outside of it. */
final class WorkspaceChanges implements WorkspaceService {
  private final Publisher publisher;
  private final Plans plans;

  WorkspaceChanges(Publisher publisher, Plans plans) {
    this.publisher = publisher;
    this.plans = plans;
  }

  @Override
  public void didChangeConfiguration(DidChangeConfigurationParams params) {
    publisher.all();
  }

  @Override
  public void didChangeWatchedFiles(DidChangeWatchedFilesParams params) {
    plans.forget();
    publisher.all();
  }
}
