;;; stepwise-lsp-mode.el --- Stepwise through lsp-mode  -*- lexical-binding: t -*-

;;; Commentary:

;; (require 'stepwise-lsp-mode) and then M-x lsp in a Java buffer.  Stepwise runs
;; beside the other servers of the buffer.

;;; Code:

(require 'lsp-mode)
(require 'stepwise)

(defun stepwise-lsp-mode--plist (object)
  "OBJECT as lsp-mode reads JSON, as property lists with keyword keys."
  (cond ((hash-table-p object)
         (let (result)
           (maphash (lambda (key value)
                      (push (intern (concat ":" key)) result)
                      (push (stepwise-lsp-mode--plist value) result))
                    object)
           (nreverse result)))
        ((vectorp object) (mapcar #'stepwise-lsp-mode--plist object))
        (t object)))

;; An awaited answer would make older lsp-modes drop what comes together with it.
(defun stepwise-lsp-mode--execute (workspace command arguments)
  "Have the server of WORKSPACE run COMMAND with ARGUMENTS, and do not wait."
  (with-lsp-workspace workspace
    (lsp-request-async "workspace/executeCommand"
                       (list :command command :arguments arguments)
                       #'ignore :mode 'detached
                       :error-handler (lambda (failure)
                                        (message "%s" (lsp--error-string failure))))))

(defun stepwise-lsp-mode--run (action)
  "Run the command of the code action or lens ACTION."
  (stepwise-lsp-mode--execute (stepwise-lsp-mode--workspace)
                              (lsp:command-command action)
                              (lsp:command-arguments? action)))

(defun stepwise-lsp-mode--preview (workspace fix)
  "Show FIX and have the server of WORKSPACE apply what the user takes."
  (stepwise-ask (stepwise-lsp-mode--plist fix)
                (lambda (chosen)
                  (stepwise-lsp-mode--execute workspace "stepwise.apply" (vector chosen)))))

(defun stepwise-lsp-mode--status (_workspace status)
  "Tell of STATUS."
  (stepwise-status-changed (stepwise-lsp-mode--plist status)))

(defun stepwise-lsp-mode--workspace ()
  "The workspace of this buffer that Stepwise serves."
  (and (bound-and-true-p lsp-mode)
       (seq-find (lambda (workspace) (eq (lsp--workspace-server-id workspace) 'stepwise))
                 (lsp-workspaces))))

(defun stepwise-lsp-mode--request (method params)
  "The server's answer to METHOD with PARAMS; nil at once for a command."
  (let ((workspace (stepwise-lsp-mode--workspace)))
    (if (equal method "workspace/executeCommand")
        (ignore (stepwise-lsp-mode--execute
                 workspace (plist-get params :command) (plist-get params :arguments)))
      (with-lsp-workspace workspace
        (stepwise-lsp-mode--plist (lsp-request method params))))))

(add-to-list 'stepwise-clients
             '(stepwise-lsp-mode--workspace stepwise-lsp-mode--request lsp-execute-code-action))

(lsp-register-client
 (make-lsp-client
  :new-connection (lsp-stdio-connection (lambda () stepwise-server-command))
  :activation-fn (lsp-activate-on "java" "python")
  :server-id 'stepwise
  :priority -1
  :add-on? t
  :initialization-options (lambda () (or stepwise-settings (make-hash-table)))
  :custom-capabilities `((experimental . ((stepwise . ((preview . ,(if stepwise-preview t :json-false))
                                                        (status . t))))))
  :action-handlers (lsp-ht ("stepwise.fix" #'stepwise-lsp-mode--run)
                           ("stepwise.apply" #'stepwise-lsp-mode--run))
  :notification-handlers (lsp-ht ("stepwise/preview" #'stepwise-lsp-mode--preview)
                                 ("stepwise/statusChanged" #'stepwise-lsp-mode--status))))

(add-to-list 'lsp-language-id-configuration '(java-mode . "java"))

(provide 'stepwise-lsp-mode)
;;; stepwise-lsp-mode.el ends here
