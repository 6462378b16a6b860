;;; stepwise-eglot.el --- Stepwise through Eglot  -*- lexical-binding: t -*-

;;; Commentary:

;; (require 'stepwise-eglot) and then M-x stepwise-eglot in a Java buffer.
;; Eglot runs one server for each buffer.

;;; Code:

(require 'eglot)
(require 'stepwise)

(defclass stepwise-eglot-server (eglot-lsp-server) ()
  :documentation "The Stepwise language server.")

(cl-defmethod eglot-client-capabilities :around ((_server stepwise-eglot-server))
  "Say that this client shows fixes itself."
  (let ((capabilities (cl-call-next-method)))
    (plist-put capabilities :experimental
               `(:stepwise (:preview ,(if stepwise-preview t :json-false) :status t)))))

(cl-defmethod eglot-initialization-options ((_server stepwise-eglot-server))
  "The user's settings."
  (or stepwise-settings eglot--{}))

(cl-defmethod eglot-handle-notification
  ((server stepwise-eglot-server) (_method (eql stepwise/preview)) &rest fix)
  "Show FIX and have SERVER apply what the user takes."
  (stepwise-ask fix (lambda (chosen)
                      (eglot-execute-command server "stepwise.apply" (vector chosen)))))

(cl-defmethod eglot-handle-notification
  ((_server stepwise-eglot-server) (_method (eql stepwise/statusChanged)) &rest status)
  "Tell of STATUS."
  (stepwise-status-changed status))

(cl-defmethod eglot-execute-command ((server stepwise-eglot-server) command arguments)
  "Have SERVER run COMMAND with ARGUMENTS, and do not wait for its answer.
Older versions of jsonrpc.el leave what comes together with an awaited
answer until more comes."
  (jsonrpc-async-request server :workspace/executeCommand
                         (list :command (format "%s" command) :arguments arguments)
                         :error-fn (lambda (failure) (message "%s" (plist-get failure :message)))))

(defun stepwise-eglot--request (method params)
  "The server's answer to METHOD with PARAMS; nil at once for a command."
  (let ((server (eglot--current-server-or-lose)))
    (if (equal method "workspace/executeCommand")
        (ignore (eglot-execute-command
                 server (plist-get params :command) (plist-get params :arguments)))
      (jsonrpc-request server (intern (concat ":" method)) params))))

(add-to-list 'stepwise-clients
             '(eglot-managed-p stepwise-eglot--request eglot-code-actions))

;;;###autoload
(defun stepwise-eglot ()
  "Start Stepwise for this buffer's project through Eglot."
  (interactive)
  (let ((eglot-server-programs
         `((,major-mode . (stepwise-eglot-server ,@stepwise-server-command)))))
    (apply #'eglot (eglot--guess-contact))))

(provide 'stepwise-eglot)
;;; stepwise-eglot.el ends here
