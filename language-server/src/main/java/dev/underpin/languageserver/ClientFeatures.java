package dev.underpin.languageserver;

import java.util.Optional;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.WorkspaceClientCapabilities;
import org.eclipse.lsp4j.WorkspaceEditCapabilities;

/**
 * What of the protocol the editor can do.
 *
 * @param versionedEdits an edit may say for which version of a document it is
 * @param annotations an edit may be one that a person has to confirm
 */
record ClientFeatures(boolean versionedEdits, boolean annotations) {
  static final ClientFeatures NONE = new ClientFeatures(false, false);

  static ClientFeatures of(ClientCapabilities can) {
    Optional<WorkspaceEditCapabilities> edit =
        Optional.ofNullable(can.getWorkspace()).map(WorkspaceClientCapabilities::getWorkspaceEdit);
    boolean versioned =
        edit.map(WorkspaceEditCapabilities::getDocumentChanges).filter(b -> b).isPresent();
    boolean annotated = edit.map(WorkspaceEditCapabilities::getChangeAnnotationSupport).isPresent();
    return new ClientFeatures(versioned, versioned && annotated);
  }

  static boolean watchesFiles(ClientCapabilities can) {
    return Optional.ofNullable(can.getWorkspace())
        .map(WorkspaceClientCapabilities::getDidChangeWatchedFiles)
        .map(w -> w.getDynamicRegistration())
        .filter(b -> b)
        .isPresent();
  }
}
