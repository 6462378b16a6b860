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
  ;; Not inside the process filter, where nothing else would be answered meanwhile.
  (run-at-time 0 nil
               (lambda ()
                 (let ((chosen (stepwise-ask fix)))
                   (when chosen
                     (jsonrpc-request server :workspace/executeCommand
                                      (list :command "stepwise.apply"
                                            :arguments (vector chosen))))))))

(cl-defmethod eglot-handle-notification
  ((_server stepwise-eglot-server) (_method (eql stepwise/statusChanged)) &rest status)
  "Tell of STATUS."
  (stepwise-status-changed status))

(defun stepwise-eglot--request (method params)
  "The server's answer to METHOD with PARAMS."
  (jsonrpc-request (eglot--current-server-or-lose) (intern (concat ":" method)) params))

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
