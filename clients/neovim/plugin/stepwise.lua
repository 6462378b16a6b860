-- Defines the commands; the server starts with the first file of a language it can fix.
if vim.g.loaded_stepwise then
  return
end
vim.g.loaded_stepwise = true

local function stepwise()
  return require('stepwise')
end

local function command(name, run, options)
  vim.api.nvim_create_user_command(name, run, options)
end

command('StepwiseFix', function(args)
  stepwise().fix(args.args)
end, { nargs = '*', desc = 'Fix the problem or test at the cursor, or the issue in words' })

command('StepwiseTrace', function()
  stepwise().trace()
end, { desc = 'Show what the last fix did, step by step' })

command('StepwiseCancel', function()
  stepwise().cancel()
end, { desc = 'Cancel all running fixes' })

command('StepwiseModel', function(args)
  stepwise().model(args.args)
end, { nargs = '?', desc = 'Show or choose the model' })

command('StepwiseAccept', function()
  require('stepwise.preview').accept()
end, { desc = 'Apply the shown fix' })

command('StepwiseReject', function()
  require('stepwise.preview').reject()
end, { desc = 'Close the shown fix without applying it' })

vim.api.nvim_create_autocmd('FileType', {
  group = vim.api.nvim_create_augroup('stepwise', {}),
  pattern = stepwise().filetypes,
  callback = function(event)
    if vim.g.stepwise_autostart ~= false then
      stepwise().start(event.buf)
    end
  end,
})

-- Plugin managers may load this late, with the buffers already there.
for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
  local ours = vim.tbl_contains(stepwise().filetypes, vim.bo[buffer].filetype)
  if ours and vim.api.nvim_buf_is_loaded(buffer) and vim.g.stepwise_autostart ~= false then
    stepwise().start(buffer)
  end
end
