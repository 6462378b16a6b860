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
               `(:stepwise (:preview ,(if stepwise-preview t :json-false))))))

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

(defun stepwise-eglot--execute (command arguments)
  "Have the server run COMMAND with the vector ARGUMENTS."
  (jsonrpc-request (eglot--current-server-or-lose) :workspace/executeCommand
                   (list :command command :arguments arguments)))

(add-to-list 'stepwise-clients
             '(eglot-managed-p stepwise-eglot--execute eglot-code-actions))

;;;###autoload
(defun stepwise-eglot ()
  "Start Stepwise for this buffer's project through Eglot."
  (interactive)
  (let ((eglot-server-programs
         `((,major-mode . (stepwise-eglot-server ,@stepwise-server-command)))))
    (apply #'eglot (eglot--guess-contact))))

(provide 'stepwise-eglot)
;;; stepwise-eglot.el ends here
